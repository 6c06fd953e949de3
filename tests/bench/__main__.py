"""``python -m tests.bench [PART]``: the measured speed, all parts or one, as one table.

Nothing here is a test: a busy machine is slower. What is to be reached is judged by the median of the repeats.
"""

import gc
import logging
import os
import platform
import sys
from datetime import UTC, datetime

import psutil

from dashboard.__main__ import COLLECT_AFTER
from tests.bench import (
    checks,
    commits,
    first_visit,
    following,
    geometry,
    growth,
    loads,
    nation,
    outlooks,
    questions,
    reruns,
    sessions,
    spark,
    starts,
    upload_page,
)
from tests.bench.table import Line, Measure, table

PARTS: dict[str, Measure] = {
    "questions": questions.measure,
    "reruns": reruns.measure,
    "sessions": sessions.measure,
    "first-visit": first_visit.measure,
    "upload-page": upload_page.measure,
    "checks": checks.measure,
    "loads": loads.measure,
    "commits": commits.measure,
    "starts": starts.measure,
    "geometry": geometry.measure,
    "following": following.measure,
    "growth": growth.measure,
    "nation": nation.measure,
    "outlook": outlooks.measure,
    "spark": spark.measure,
}


def main(arguments: list[str]) -> int:
    unknown = [name for name in arguments if name not in PARTS]
    if unknown:
        print(f'bench: found "{unknown[0]}", expected one of {", ".join(PARTS)}', file=sys.stderr)
        return 2
    logging.disable(logging.WARNING)  # Streamlit warns that its tests run without a browser
    gc.set_threshold(COLLECT_AFTER)  # as every command and the server do
    print(_machine(), flush=True)
    lines: list[Line] = []
    for name in arguments or PARTS:
        print(f"measuring {name} ..", file=sys.stderr, flush=True)
        lines += PARTS[name]()
    print(table(lines))
    print(f"load afterwards {os.getloadavg()[0]:.1f}")
    return 0 if all(line.held is not False for line in lines) else 1


def _machine() -> str:
    memory = psutil.virtual_memory().total / 1e9
    parts = (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"{os.cpu_count()} cores",
        f"{memory:.0f} GB",
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()}",
        f"load before {os.getloadavg()[0]:.1f}",
    )
    return ", ".join(parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
