"""From the archive to the index: read pages, save what was understood, group stories, index."""

from pipelines.ingest.record import IngestReport, Outcome, Skip, Tally
from pipelines.ingest.run import Ingest, Progress

__all__ = ["Ingest", "IngestReport", "Outcome", "Progress", "Skip", "Tally"]
