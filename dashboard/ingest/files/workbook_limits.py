"""How much memory and time the child process that reads a workbook may take."""

import sys

if sys.platform != "win32":
    import resource

OUT_OF_MEMORY = 3  # exit status of a child that noticed; a library that did not aborts it
CPU_S = 15
_MEMORY_BYTES = 400_000_000
_MEMORY_PER_BYTE = 8  # of unpacked XML; a bomb that unfolds in the cells needs thousands


def limit_memory(*, unpacked_bytes: int) -> None:
    """Address space of this process; the more XML the workbook has, the more it may take. Not on Windows."""
    if sys.platform != "win32":
        size = _MEMORY_BYTES + _MEMORY_PER_BYTE * unpacked_bytes
        resource.setrlimit(resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))


def limit_time() -> None:
    """Processor time of this process, and no picture of its memory on the disk when it is killed. Not on Windows."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
