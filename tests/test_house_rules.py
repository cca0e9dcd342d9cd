"""What the import contracts and the linter cannot see: sizes, names, plaques, and that the wheel carries its tables."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.examples import EXAMPLES, ROOT, TRIALS

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = ROOT / "fhiradapter"
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_has_one_subject(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert ast.get_docstring(tree), "every file says in one sentence what it is for"
    assert len(source.splitlines()) <= LONGEST_FILE
    assert path.stem not in NAMES_THAT_SAY_NOTHING
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


def test_few_catch_alls() -> None:
    """Only the two doors may turn any exception into words, and the loops in which one file or record must not cost all."""
    broad = [path for path in modules() if re.search(r"except (?:Base)?Exception\b", path.read_text(encoding="utf-8"))]
    elsewhere = {path for path in broad if path.relative_to(PACKAGE).parts[0] not in {"cli", "service"}}
    assert elsewhere == {PACKAGE / "workflows" / "conversions.py", PACKAGE / "workflows" / "inputs.py"}


def test_the_wheel_carries_its_tables(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    target = tmp_path / "installed"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    assert {path.name for path in (target / "fhiradapter" / "_mappings").iterdir()} >= {"codes.tsv", "routes.tsv"}
    script = f"import sys; sys.path.insert(0, {str(target)!r}); import fhiradapter; assert fhiradapter.__file__.startswith({str(target)!r}); from fhiradapter.cli.main import main; main()"
    converted = subprocess.run(
        [sys.executable, "-c", script, "convert", str(TRIALS["004"])], check=True, capture_output=True, cwd=tmp_path
    )
    assert b"ResearchStudy" in converted.stdout


def test_help_does_not_pay_for_what_it_does_not_use() -> None:
    script = (
        "import sys; from fhiradapter.cli.main import cli; cli.main(['--help'], standalone_mode=False); "
        "heavy = {'requests', 'pydantic', 'fhir', 'fastapi', 'msgspec'} & set(sys.modules); assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_the_demo_runs_what_the_readme_promises() -> None:
    demo = (EXAMPLES / "demo.sh").read_text(encoding="utf-8")
    for verb in ("convert", "check", "push", "pull", "show"):
        assert f"fhiradapter {verb} " in demo
