"""How well and how fast the atlas finds: judged queries, and generated corpora of any size."""
