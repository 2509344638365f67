"""Three nodes of Elasticsearch, of which one dies in the middle of writing and one in the middle of searching."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from index import Query, open_engine
from tests.index.conftest import GIVEN, VERSIONS
from tests.index.making import make_document
from tests.servers import ElasticsearchCluster

pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.skipif(
        GIVEN or not VERSIONS, reason='no cluster: set EIP_TEST_ELASTICSEARCH="8 9" (make test-elasticsearch)'
    ),
]
COUNT = 3000


@pytest.fixture
def cluster() -> Iterator[ElasticsearchCluster]:
    started = ElasticsearchCluster(VERSIONS[0], 3)
    yield started
    started.stop()


def wait_for_copies(cluster: ElasticsearchCluster) -> None:
    with Elasticsearch(cluster.addresses) as client:
        patient = client.options(request_timeout=70)
        patient.cluster.health(wait_for_status="green", wait_for_nodes="3", timeout="60s")


def test_two_deaths_lose_nothing_and_show_no_error(cluster: ElasticsearchCluster, tmp_path: Path) -> None:
    engine = open_engine(tmp_path, ",".join(cluster.addresses))
    assert engine.count() == 0
    wait_for_copies(cluster)
    killer = threading.Timer(1.0, cluster.kill, [1])
    killer.start()
    for first in range(0, COUNT, 100):
        engine.index(make_document(n, f"Nước thải {n}", "Khu công nghiệp.") for n in range(first, first + 100))
        engine.commit()
    killer.join()
    assert engine.count() == COUNT
    cluster.start(1)
    wait_for_copies(cluster)
    totals, deadline = set(), time.monotonic() + 8
    killer = threading.Timer(1.0, cluster.kill, [2])
    killer.start()
    while time.monotonic() < deadline:
        totals.add(engine.search(Query(text="nước thải", limit=3)).total)
    killer.join()
    assert totals == {COUNT}
    engine.close()
