"""The server settings of the embedded PostgreSQL, as data."""

import os
from collections.abc import Mapping

MEGABYTE = 1024 * 1024

DURABLE: Mapping[str, str] = {
    "max_connections": "100",
    "random_page_cost": "1.1",  # the data is on flash or in memory
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "jit": "off",  # the wheel has no LLVM
}
"""For data that is kept: no safety is traded for speed."""

EPHEMERAL: Mapping[str, str] = {
    **DURABLE,
    "shared_buffers": "64MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",  # tests decide when statistics change
}
"""For tests: small, and without protection against a crash of the machine."""

FIXED: Mapping[str, str] = {
    "listen_addresses": "",  # reachable by socket only
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "cluster_name": "lyceum",
}


def server_settings(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the settings to start with: those for this machine's memory, then `chosen`, then those that are fixed."""
    return {**_memory(), **chosen, **FIXED}


def _memory() -> dict[str, str]:
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // MEGABYTE
    shared = min(max(total // 8, 64), 1024)
    return {
        "shared_buffers": f"{shared}MB",
        "effective_cache_size": f"{max(total // 2, shared)}MB",
        "maintenance_work_mem": f"{min(max(total // 32, 32), 256)}MB",
    }
