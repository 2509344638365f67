"""One machine of several: runs the scheduler over the sources it is given until SIGTERM."""

import json
import logging
import signal
import sys
from pathlib import Path

from config.source import Source
from crawlers import Scheduler, crawl


def main() -> None:
    """Work on the job that is the only argument."""
    job = json.loads(sys.argv[1])
    logging.basicConfig(level=logging.ERROR)
    data_dir, wishes = Path(job["data_dir"]), {"ledger": job["ledger"], "worker": job["worker"], "lease": job["lease"]}

    def run(source: Source) -> None:
        crawl(source, data_dir, min_delay=0, should_stop=scheduler.is_stopped, **wishes)

    sources = {values["id"]: Source.model_validate(values) for values in job["sources"]}
    scheduler = Scheduler(
        sources, data_dir, run, at_once=2, place=job["ledger"], worker=job["worker"], lease=job["lease"]
    )
    signal.signal(signal.SIGTERM, lambda *_: scheduler.stop())
    scheduler.serve(0.5)


if __name__ == "__main__":
    main()
