"""Real servers for tests, on loopback: Elasticsearch and PostgreSQL."""

from tests.servers.elasticsearch import ElasticsearchCluster, ElasticsearchServers
from tests.servers.postgresql import PostgresqlServer, find_postgresql

__all__ = ["ElasticsearchCluster", "ElasticsearchServers", "PostgresqlServer", "find_postgresql"]
