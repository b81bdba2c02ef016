"""Write the golden plans anew: `python scripts/golden.py`. Read the difference as a consultant would before committing it.

Each tests/golden/<team>.yaml holds a team's answers, each .txt beside it the plan those answers give on the shipped
content. tests/engine/test_golden_plans.py compares.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from opsguide.library import yamlfile  # noqa: E402
from opsguide.library.reader import read  # noqa: E402
from wizard.catalogue import build_catalogue  # noqa: E402
from wizard.engine import Catalogue, recommend  # noqa: E402

GOLDEN = ROOT / "tests" / "golden"


def shipped() -> Catalogue:
    library, _ = read([ROOT / "content"])
    return build_catalogue(library.entries, "golden")


def golden_text(catalogue: Catalogue, team: Path) -> str:
    """The plan in few lines: what, for whom, why, with which tools; and what was left out."""
    answers, _ = yamlfile.load(team.read_text(encoding="utf-8"))
    plan = recommend(catalogue, answers).as_dict()
    lines = [f"leads: {plan['primary'] or 'none'}; nothing urgent: {'yes' if plan['nothing_urgent'] else 'no'}"]
    lines += [f"{w['kind']}: {w['text']}" for w in plan["warnings"]]
    for step in plan["steps"]:
        owner = (step["owner"] or {}).get("role") or "nobody yet"
        lines.append(f"\n{step['rank']}. [{step['wave']}] {step['practice']} – {owner}")
        lines += [f"   because {r['answer'] or r['rule']}: {r['text']}" for r in step["reasons"]]
        lines += [f"   tool {t['tool']}" for t in step["tools"]]
    lines += [f"\nnot now: {', '.join(sorted(n['practice'] for n in plan['not_now']))}"]
    lines += [f"find out: {f['text']}" for f in plan["find_out"]]
    lines += [f"level {level['principle']}: {level['level']}" for level in plan["levels"]]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    guide = shipped()
    for team in sorted(GOLDEN.glob("*.yaml")):
        team.with_suffix(".txt").write_text(golden_text(guide, team), encoding="utf-8")
        print(team.stem)
