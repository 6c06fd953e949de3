"""``python -m tests.bench [PART]``: the measured speed, all parts or one."""

import sys

from tests.bench import first_visit, sessions

PARTS = {"first-visit": first_visit.measure, "sessions": sessions.main}


def main(arguments: list[str]) -> int:
    unknown = [name for name in arguments if name not in PARTS]
    if unknown:
        print(f'bench: found "{unknown[0]}", expected one of {", ".join(PARTS)}', file=sys.stderr)
        return 2
    return max(PARTS[name]() for name in arguments or PARTS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
