"""The command line as a process: what it writes, what it says, and the code it ends with."""

from __future__ import annotations

import gzip
import http.server
import os
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest

from fhiradapter import json_codec
from tests.examples import ROOT, TRIALS, text

if TYPE_CHECKING:
    from collections.abc import Iterator

FOUR = str(TRIALS["004"])


def run(*arguments: str, given: bytes = b"", cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "fhiradapter", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, input=given, capture_output=True, cwd=cwd, env=environment, timeout=60, check=False)


def words(finished: subprocess.CompletedProcess[bytes]) -> str:
    said = finished.stderr.decode()
    assert "Traceback" not in said, said
    return said


def test_convert_writes_one_bundle_per_trial_and_says_what_could_not_be_said(tmp_path: Path) -> None:
    finished = run("convert", *(str(path) for path in TRIALS.values()), "--out", str(tmp_path))
    assert finished.returncode == 0
    assert finished.stdout == b""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["src-dcdf31ab1534.json", "src-e75d9388a3d8.json"]
    said = words(finished)
    assert "[status-not-stated]" in said
    assert "--set overallStatus=RECRUITING" in said
    assert said.count("[dose-not-stated]") == 3
    assert f"{FOUR}:34: " in said


def test_the_same_input_gives_the_same_bytes_wherever_it_lies(tmp_path: Path) -> None:
    copy = tmp_path / TRIALS["004"].name
    copy.write_bytes(TRIALS["004"].read_bytes())
    assert run("convert", FOUR).stdout == run("convert", str(copy), cwd=tmp_path).stdout


def test_convert_reads_standard_input_and_takes_facts(tmp_path: Path) -> None:
    facts = ("--id", "bos-ino", "--set", "overallStatus=RECRUITING", "--set", "briefTitle=Bosutinib trial")
    finished = run("convert", "-", *facts, given=text("004").encode())
    assert finished.returncode == 0
    bundle = json_codec.decode(finished.stdout)
    (study,) = [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == "ResearchStudy"]
    assert (study["id"], study["status"], study["title"]) == ("bos-ino", "active", "Bosutinib trial")
    assert "status-not-stated" not in words(finished)


def test_a_registry_number_names_the_trial(tmp_path: Path) -> None:
    finished = run("convert", FOUR, "--set", "nctId=nct03104491", "--out", str(tmp_path))
    assert finished.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["NCT03104491.json"]


def test_globs_and_folders_are_inputs(tmp_path: Path) -> None:
    for number, trial in enumerate(TRIALS):
        (tmp_path / f"{number}.txt").write_text(text(trial), encoding="utf-8")
    assert run("convert", str(tmp_path / "*.txt"), "--out", str(tmp_path / "glob")).returncode == 0
    assert len(list((tmp_path / "glob").iterdir())) == 2
    assert run("check", str(tmp_path)).returncode == 0


def test_check_finds_what_is_broken(tmp_path: Path) -> None:
    run("convert", FOUR, "--out", str(tmp_path))
    (bundle,) = tmp_path.iterdir()
    assert run("check", str(bundle)).returncode == 0
    broken = json_codec.decode(bundle.read_bytes())
    place = next(n for n, entry in enumerate(broken["entry"]) if entry["resource"]["resourceType"] == "PlanDefinition")
    broken["entry"][place]["resource"]["actoin"] = []
    bundle.write_bytes(json_codec.encode(broken))
    finished = run("check", str(bundle))
    assert finished.returncode == 1
    assert f"Bundle.entry[{place}].resource.actoin" in words(finished)


def test_check_answers_programs_with_json() -> None:
    finished = run("check", FOUR, "--format", "json")
    answer = json_codec.decode(finished.stdout)
    assert answer["outcome"]["resourceType"] == "OperationOutcome"
    assert any("rule status-not-stated" in issue["diagnostics"] for issue in answer["outcome"]["issue"])


def test_push_and_pull_on_a_folder(tmp_path: Path) -> None:
    bundles, store, back = tmp_path / "bundles", tmp_path / "store", tmp_path / "back"
    run("convert", *(str(path) for path in TRIALS.values()), "--out", str(bundles))
    first = run("push", str(bundles), "--server", str(store))
    assert first.returncode == 0, words(first)
    assert first.stdout.count(b"created\t") == len(first.stdout.splitlines()) - 1  # the Device is shared
    second = run("push", str(bundles), "--server", str(store))
    assert {line.split(b"\t")[0] for line in second.stdout.splitlines()} == {b"unchanged"}
    assert (
        run("pull", "src-dcdf31ab1534", "src-e75d9388a3d8", "--server", str(store), "--out", str(back)).returncode == 0
    )
    for bundle in bundles.iterdir():
        assert (back / bundle.name).read_bytes() == bundle.read_bytes()


def test_show_draws_the_days_that_are_stated() -> None:
    drawn = run("show", FOUR).stdout.decode()
    assert "  bosutinib   " + "■" * 28 in drawn
    assert "■······■······■·············" in drawn
    assert "cycle of 28 days · up to 6 cycles" in drawn
    assert "dose not stated" in drawn
    assert "Follow-up: every 12 weeks for up to 1 year" in drawn


def test_show_draws_no_day_that_is_not_stated() -> None:
    drawn = run("show", str(TRIALS["000"])).stdout.decode()
    assert "■" not in drawn
    assert drawn.count("schedule not stated") == 3
    assert "approximately 6 to 9 months" in drawn


STUDY = {"identificationModule": {"nctId": "NCT0000000", "briefTitle": "A trial"}, "inventedModule": {"x": "y"}}


def studies(folder: Path, number: int, *broken: int) -> Path:
    """A file of lines, a study each; those with the numbers `broken` are none."""
    path = folder / "studies.ndjson.gz"
    found = [
        json_codec.encode({"protocolSection": STUDY}).replace(b"NCT0000000", b"NCT%08d" % n) for n in range(number)
    ]
    path.write_bytes(gzip.compress(b"\n".join(b'{"a": 1}' if n in broken else each for n, each in enumerate(found))))
    return path


def test_standard_output_has_a_line_for_each_trial(tmp_path: Path) -> None:
    finished = run("convert", str(studies(tmp_path, 3)))
    bundles = [json_codec.decode(line) for line in finished.stdout.splitlines()]
    assert [each["type"] for each in bundles] == ["transaction"] * 3
    again = run("check", "-", given=finished.stdout)
    assert again.returncode == 0, words(again)
    assert [line.split(b":")[:2] for line in again.stdout.splitlines()] == [
        [b"<stdin>", str(n).encode()] for n in (1, 2, 3)
    ]


def test_few_trials_are_told_in_full(tmp_path: Path) -> None:
    path = studies(tmp_path, 3, 1)
    finished = run("convert", str(path), "--out", str(tmp_path / "out"))
    said = words(finished)
    assert finished.returncode == 1
    assert f"{path}:1: NCT00000000, " in said
    assert f"error: {path}:2: JSON without a trial" in said
    assert said.count("[status-not-stated]") == 2
    assert said.count("1 value of the record has no place (see --report)") == 2
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == ["NCT00000000.json", "NCT00000002.json"]


def test_many_trials_are_summed_up(tmp_path: Path) -> None:
    path, report = studies(tmp_path, 30, 3, 25), tmp_path / "report.ndjson"
    finished = run("convert", str(path), "--out", str(tmp_path / "out"), "--report", str(report), "-j", "2")
    said = words(finished)
    assert finished.returncode == 1
    assert said.count("error: ") == 2
    assert "28 trials, " in said
    assert "2 refused" in said
    assert "       28 warning [status-not-stated]" in said
    assert "28 values of the record have no place\n" in said
    assert "       28 no place in the mapping" in said
    assert said.count("status-not-stated") == 1
    assert len(list((tmp_path / "out").iterdir())) == 28
    lines = [json_codec.decode(line) for line in report.read_bytes().splitlines()]
    assert [each["id"] for each in lines] == [f"NCT{n:08}" for n in range(30) if n not in (3, 25)]
    assert {each["notPlaced"][0]["path"] for each in lines} == {"/protocolSection/inventedModule/x"}


def test_what_was_told_before_an_error_is_told(tmp_path: Path) -> None:
    finished = run("convert", str(studies(tmp_path, 3)), "--id", "same", "--out", str(tmp_path / "out"))
    assert finished.returncode == 2
    assert "same, " in words(finished)
    assert "is taken by" in words(finished)


def test_every_verb_takes_files_of_many(tmp_path: Path) -> None:
    path = str(studies(tmp_path, 3, 1))
    store = str(tmp_path / "store")
    assert run("check", path).stdout.count(b" resources, ") == 2
    assert run("show", path).stdout.count(b"A trial") == 2
    pushed = run("push", path, "--server", store)
    assert pushed.returncode == 1
    assert pushed.stdout.count(b"ResearchStudy/") == 2
    again = run("push", path, "--server", store)
    assert {line.split(b"\t")[0] for line in again.stdout.splitlines()} == {b"unchanged"}


def test_a_trial_that_comes_twice_is_written_in_its_later_version(tmp_path: Path) -> None:
    def version(title: str, date: str) -> bytes:
        status = {"lastUpdatePostDateStruct": {"date": date}}
        names = {"nctId": "NCT00000001", "briefTitle": title}
        return json_codec.encode({"protocolSection": {"identificationModule": names, "statusModule": status}})

    path = tmp_path / "twice.json"
    path.write_bytes(version("new", "2022-01-01") + b"\n" + version("old", "2021-01-01"))
    finished = run("convert", str(path), "--out", str(tmp_path / "out"))
    assert finished.returncode == 0
    assert "[duplicate-trial]" in words(finished)
    (bundle,) = (tmp_path / "out").iterdir()
    assert b'"title": "new"' in bundle.read_bytes()
    run("push", str(path), "--server", str(tmp_path / "store"))
    pulled = run("pull", "NCT00000001", "--server", str(tmp_path / "store"))
    assert b'"title": "new"' in pulled.stdout


@pytest.mark.parametrize("release", ["R4", "R5"])
def test_definitions_can_be_written_checked_and_pushed(release: str, tmp_path: Path) -> None:
    assert run("definitions", "--fhir", release, "--out", str(tmp_path / "d")).returncode == 0
    bundle = json_codec.decode((tmp_path / "d" / "definitions.json").read_bytes())
    kinds = {entry["resource"]["resourceType"] for entry in bundle["entry"]}
    assert kinds == {"StructureDefinition", "ConceptMap"}
    assert run("check", str(tmp_path / "d"), "--fhir", release).returncode == 0
    pushed = run("push", str(tmp_path / "d"), "--fhir", release, "--server", str(tmp_path / "store"))
    assert pushed.returncode == 0, words(pushed)
    assert len(list((tmp_path / "store" / "ConceptMap").iterdir())) > 20


def test_treatment_may_stay_text() -> None:
    assert b"MedicationRequest" in run("convert", FOUR).stdout
    assert b"MedicationRequest" not in run("convert", FOUR, "--no-schedule").stdout


@pytest.mark.parametrize("verb", ["convert", "check", "push", "definitions", "pull", "show", "serve"])
def test_every_verb_has_help_with_an_example(verb: str) -> None:
    finished = run(verb, "--help")
    assert finished.returncode == 0
    assert f"Example:\n    fhiradapter {verb} ".replace("    ", "") in finished.stdout.decode().replace("    ", "")


BAD_FILES = {
    "empty": (b"", 1, "empty"),
    "binary": (b"\x00\x01\x02" * 50, 1, "binary"),
    "cp1252": ("Dose – 5 mg".encode("cp1252"), 1, "not UTF-8"),
    "utf-16 without a mark": ("Patients receive x.".encode("utf-16-le"), 1, "binary"),
    "too large": (b"Patients. " * 5_000_001, 1, "MB of text"),
    "pdf": (b"%PDF-1.7 ...", 1, "PDF"),
    "zip": (b"PK\x03\x04....", 1, "zip"),
    "gzip": (b"\x1f\x8b....", 1, "gzip"),
    "html": (b"<html><body>x</body></html>", 1, "HTML"),
    "json": (b'{"a": 1}', 1, "JSON"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_gives_one_message_and_nothing_written(tmp_path: Path, name: str) -> None:
    content, code, reason = BAD_FILES[name]
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    finished = run("convert", str(bad), "--out", str(tmp_path / "out"))
    said = words(finished)
    assert finished.returncode == code
    assert sum(line.startswith("error:") for line in said.splitlines()) == 1
    assert str(bad) in said
    assert reason in said
    assert len(said.splitlines()) >= 2, "what to do stands on a line of its own"
    assert not (tmp_path / "out").exists()


def test_a_bad_file_does_not_keep_the_good_ones_back(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(text("004"), encoding="utf-8")
    finished = run("convert", str(tmp_path), "--out", str(tmp_path / "out"))
    assert finished.returncode == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["src-dcdf31ab1534.json"]


WRONG_USAGE = {
    "missing file": ("convert", "no/such/file.txt"),
    "no match": ("convert", "no/such/*.txt"),
    "unknown field": ("convert", FOUR, "--set", "colour=red"),
    "no value": ("convert", FOUR, "--set", "overallStatus"),
    "no such status": ("convert", FOUR, "--set", "overallStatus=OPEN"),
    "no such number": ("convert", FOUR, "--set", "nctId=12345"),
    "no such date": ("convert", FOUR, "--set", "startDate=31.12.2024"),
    "digits only": ("convert", FOUR, "--id", "12345"),
    "a path as id": ("convert", FOUR, "--id", "../../etc/passwd"),
    "no verb": ("frobnicate",),
    "no server": ("push", FOUR),
    "secret in the url": ("push", FOUR, "--server", "http://user:secret@127.0.0.1/fhir"),
    "a base that is no url": ("convert", FOUR, "--base", "notaurl"),
    "a time that is none": ("convert", FOUR, "--recorded", "yesterday"),
    "mappings that are none": ("convert", FOUR, "--mappings", "no/such/folder"),
    "both trials under one id": (
        "convert",
        *(str(path) for path in TRIALS.values()),
        "--id",
        "same",
        "--out",
        os.devnull,
    ),
}


@pytest.mark.parametrize("name", WRONG_USAGE)
def test_wrong_usage_is_told_plainly(name: str, tmp_path: Path) -> None:
    arguments = [str(tmp_path / "out") if each == os.devnull else each for each in WRONG_USAGE[name]]
    finished = run(*arguments)
    said = words(finished)
    assert finished.returncode == 2, said
    assert "rror: " in said
    assert "secret" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_told_plainly() -> None:
    with Path("/dev/full").open("wb") as full:
        finished = subprocess.run(
            [sys.executable, "-m", "fhiradapter", "convert", FOUR],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            check=False,
        )
    assert finished.returncode == 2
    assert "cannot write" in finished.stderr.decode()
    assert "Traceback" not in finished.stderr.decode()


def test_nothing_is_pushed_before_everything_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"resourceType": "Bundle", "type": "transaction", "entry": [{"resource": {}}]}')
    finished = run("push", str(tmp_path / "bad.json"), "--server", str(tmp_path / "store"))
    assert finished.returncode == 1
    assert not (tmp_path / "store").exists()


def test_an_empty_folder_is_told_plainly(tmp_path: Path) -> None:
    finished = run("convert", str(tmp_path))
    assert finished.returncode == 2
    assert "holds no files" in words(finished)


def test_terminal_signs_in_names_and_texts_do_nothing(tmp_path: Path) -> None:
    hostile = tmp_path / "a\x1b[31mred\x07.txt"
    hostile.write_text("Patients receive <script>alert(1)</script> on day 1 of cycle 1, or so.\n", encoding="utf-8")
    finished = run("convert", str(hostile), "--out", str(tmp_path / "out"))
    assert b"\x1b" not in finished.stderr
    (bundle,) = (tmp_path / "out").iterdir()
    narratives = [entry["resource"]["text"]["div"] for entry in json_codec.decode(bundle.read_bytes())["entry"]]
    assert not [each for each in narratives if "<script" in each]


class Answer(http.server.BaseHTTPRequestHandler):
    """A server that gives one answer to everything."""

    status: ClassVar[int] = 200
    media_type: ClassVar[str] = "application/fhir+json"
    body: ClassVar[bytes] = b""
    announced: ClassVar[int | None] = None

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.send_header("Content-Type", self.media_type)
        self.send_header("Content-Length", str(self.announced if self.announced is not None else len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    do_POST = do_PUT = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def answering(status: int, media_type: str, body: bytes, announced: int | None = None) -> Iterator[str]:
    handler = type(
        "OneAnswer", (Answer,), {"status": status, "media_type": media_type, "body": body, "announced": announced}
    )
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/fhir"
        server.shutdown()


HTML = b"<html><body><h1>Welcome</h1></body></html>"
OUTCOME = b'{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception","diagnostics":"HAPI-0000: no"}]}'
BAD_SERVERS = {
    "html": (200, "text/html", HTML, None, "FHIR base URL"),
    "401": (401, "application/fhir+json", OUTCOME, None, "FHIRADAPTER_TOKEN"),
    "404": (404, "text/html", HTML, None, "404"),
    "500": (500, "application/fhir+json", OUTCOME, None, "HAPI-0000"),
    "half an answer": (200, "application/fhir+json", b'{"resourceType": "Capab', 4000, ""),
    "broken json": (200, "application/fhir+json", b'{"resourceType": ', None, "JSON"),
    "no capability": (200, "application/fhir+json", b'{"resourceType":"Patient"}', None, "CapabilityStatement"),
}


@pytest.mark.parametrize("name", BAD_SERVERS)
def test_a_bad_server_gives_one_message(name: str) -> None:
    status, media_type, body, announced, reason = BAD_SERVERS[name]
    with answering(status, media_type, body, announced) as url:
        finished = run("push", FOUR, "--server", url)
    said = words(finished)
    assert finished.returncode == 3, said
    assert url in said
    assert reason in said
    assert sum(line.startswith("error:") for line in said.splitlines()) == 1
    assert len(said.splitlines()) >= 2


def test_an_unreachable_server_gives_one_message() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/fhir"
    finished = run("push", FOUR, "--server", url)
    assert finished.returncode == 3
    assert url in words(finished)


def test_a_study_that_is_not_there(tmp_path: Path) -> None:
    run("push", FOUR, "--server", str(tmp_path / "store"))
    finished = run("pull", "NCT00000000", "--server", str(tmp_path / "store"), "--out", str(tmp_path / "out"))
    assert finished.returncode == 3
    assert "ResearchStudy/nct00000000" in words(finished)
    assert not (tmp_path / "out").exists()
