"""From the archive to the index: read pages, save what was understood, group stories, index. See `run.Ingest`."""
