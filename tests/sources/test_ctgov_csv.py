"""Exports of ClinicalTrials.gov: which files they are, how rows are cut, what their cells state, and what breaks."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fhiradapter.errors import SourceError
from fhiradapter.prose import Stated
from fhiradapter.sources.formats.ctgov_csv import Row, looks_like, parse, rows
from fhiradapter.sources.formats.ctgov_csv.lines import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fhiradapter.sources.record import Parsed

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "ctgov-csv"
HEAD = "NCT Number,Study Title,Study Status,Brief Summary"
NUMBERS = ("NCT90000001", "NCT90000002", "NCT90000003")

OLDER = {
    "Rank": "7",
    "NCT Number": "NCT90000001",
    "Title": "Fernolide, or Not",
    "Acronym": "FERN",
    "Status": "Active, not recruiting",
    "Study Results": "Has Results",
    "Conditions": "Marsh Fever|Weight, Body",
    "Interventions": "Drug: Fernolide|Dietary Supplement: Oat | Barley|Other: Talk",
    "Outcome Measures": "Fever gone|Steps, per day",
    "Sponsor/Collaborators": "Hill Clinic|Vale Trust|Mill Ltd",
    "Gender": "Female",
    "Age": "6 Months to 80 Years \xa0 (Child, Adult, Older Adult)",
    "Phases": "Phase 1|Phase 2",
    "Enrollment": "458",
    "Funded Bys": "Other|Industry",
    "Study Type": "Interventional",
    "Study Designs": "Allocation: Randomized|Intervention Model: Parallel Assignment"
    "|Masking: Double (Participant, Outcomes Assessor)|Primary Purpose: Treatment",
    "Other IDs": "HC-1|2020-1|X/3",
    "Start Date": "July 24, 2017",
    "Primary Completion Date": "July 2018",
    "Completion Date": "2019-02",
    "First Posted": "May 19, 2017",
    "Results First Posted": "null",
    "Last Update Posted": "06-08-2025",
    "Locations": "Hill Clinic, East Wing, Hilltown, Nowhere|Vale House, Vale, Nowhere",
    "Study Documents": '"Study Protocol", https://example.org/p.pdf|"Statistical Analysis Plan", https://example.org/s.pdf',
    "URL": "https://example.org/NCT90000001",
}
OLDER_TREE = {
    "rank": 7,
    "hasResults": True,
    "aboutSource": {"url": "https://example.org/NCT90000001"},
    "documentSection": {
        "largeDocumentModule": {
            "largeDocs": [
                {"label": "Study Protocol", "url": "https://example.org/p.pdf"},
                {"label": "Statistical Analysis Plan", "url": "https://example.org/s.pdf"},
            ]
        }
    },
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT90000001",
            "briefTitle": "Fernolide, or Not",
            "acronym": "FERN",
            "orgStudyIdInfo": {"id": "HC-1"},
            "secondaryIdInfos": [{"id": "2020-1"}, {"id": "X/3"}],
        },
        "statusModule": {
            "overallStatus": "ACTIVE_NOT_RECRUITING",
            "startDateStruct": {"date": "2017-07-24"},
            "primaryCompletionDateStruct": {"date": "2018-07"},
            "completionDateStruct": {"date": "2019-02"},
            "studyFirstPostDateStruct": {"date": "2017-05-19"},
            "lastUpdatePostDateStruct": {"date": "06-08-2025"},
        },
        "conditionsModule": {"conditions": ["Marsh Fever", "Weight, Body"]},
        "armsInterventionsModule": {
            "interventions": [
                {"type": "DRUG", "name": "Fernolide"},
                {"type": "DIETARY_SUPPLEMENT", "name": "Oat | Barley"},
                {"type": "OTHER", "name": "Talk"},
            ]
        },
        "outcomesModule": {"outcomes": [{"measure": "Fever gone"}, {"measure": "Steps, per day"}]},
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": "Hill Clinic"},
            "collaborators": [{"name": "Vale Trust"}, {"name": "Mill Ltd"}],
            "fundedBys": ["Other", "Industry"],
        },
        "eligibilityModule": {
            "sex": "FEMALE",
            "minimumAge": "6 Months",
            "maximumAge": "80 Years",
            "stdAges": ["CHILD", "ADULT", "OLDER_ADULT"],
        },
        "designModule": {
            "phases": ["PHASE1", "PHASE2"],
            "enrollmentInfo": {"count": 458},
            "studyType": "INTERVENTIONAL",
            "designInfo": {
                "allocation": "RANDOMIZED",
                "interventionModel": "PARALLEL",
                "primaryPurpose": "TREATMENT",
                "maskingInfo": {"masking": "DOUBLE", "whoMasked": ["PARTICIPANT", "OUTCOMES_ASSESSOR"]},
            },
        },
        "contactsLocationsModule": {
            "locations": [
                {"facility": "Hill Clinic, East Wing, Hilltown, Nowhere"},
                {"facility": "Vale House, Vale, Nowhere"},
            ]
        },
    },
}

CURRENT = {
    "NCT Number": "NCT90000002",
    "Study Title": "Oats",
    "Study URL": "https://example.org/NCT90000002",
    "Acronym": "",
    "Study Status": "ENROLLING_BY_INVITATION",
    "Brief Summary": 'One line, "quoted".\n\nAnother; \\> 3.',
    "Study Results": "NO",
    "Conditions": "Hunger",
    "Interventions": "COMBINATION_PRODUCT: Oats: rolled|DIAGNOSTIC_TEST: Look",
    "Primary Outcome Measures": "Fed, Whether fed, or not, 2 days|Slept, , 1 day",
    "Secondary Outcome Measures": "Joy, Counted, 3 days",
    "Other Outcome Measures": "NULL",
    "Sponsor": "Mill|House",
    "Collaborators": "Barn",
    "Sex": "ALL",
    "Age": "ADULT, OLDER_ADULT",
    "Phases": "NA",
    "Enrollment": "12.0",
    "Funder Type": "OTHER_GOV",
    "Study Type": "OBSERVATIONAL",
    "Study Design": "Observational Model: |Time Perspective: p",
    "Other IDs": "M1",
    "Start Date": "2024-01-31",
    "Primary Completion Date": "2024-02",
    "Completion Date": "2024",
    "First Posted": "2024-01-01",
    "Results First Posted": "2025-01-01",
    "Last Update Posted": "2025-01-02",
    "Locations": "Barn, Hilltown, 12345, Nowhere",
    "Study Documents": "Study Protocol, SAP, and ICF: Study Protocol, https://example.org/p.pdf|Study Protocol",
}
CURRENT_TREE = {
    "hasResults": False,
    "aboutSource": {"url": "https://example.org/NCT90000002"},
    "documentSection": {
        "largeDocumentModule": {
            "largeDocs": [
                {"label": "Study Protocol, SAP, and ICF: Study Protocol", "url": "https://example.org/p.pdf"},
                {"label": "Study Protocol"},
            ]
        }
    },
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT90000002",
            "briefTitle": "Oats",
            "orgStudyIdInfo": {"id": "M1"},
        },
        "descriptionModule": {"briefSummary": 'One line, "quoted".\n\nAnother; \\> 3.'},
        "statusModule": {
            "overallStatus": "ENROLLING_BY_INVITATION",
            "startDateStruct": {"date": "2024-01-31"},
            "primaryCompletionDateStruct": {"date": "2024-02"},
            "completionDateStruct": {"date": "2024"},
            "studyFirstPostDateStruct": {"date": "2024-01-01"},
            "resultsFirstPostDateStruct": {"date": "2025-01-01"},
            "lastUpdatePostDateStruct": {"date": "2025-01-02"},
        },
        "conditionsModule": {"conditions": ["Hunger"]},
        "armsInterventionsModule": {
            "interventions": [
                {"type": "COMBINATION_PRODUCT", "name": "Oats: rolled"},
                {"type": "DIAGNOSTIC_TEST", "name": "Look"},
            ]
        },
        "outcomesModule": {
            "primaryOutcomes": [{"measure": "Fed, Whether fed, or not, 2 days"}, {"measure": "Slept, , 1 day"}],
            "secondaryOutcomes": [{"measure": "Joy, Counted, 3 days"}],
        },
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": "Mill|House", "class": "OTHER_GOV"},
            "collaborators": [{"name": "Barn"}],
        },
        "eligibilityModule": {"sex": "ALL", "stdAges": ["ADULT", "OLDER_ADULT"]},
        "designModule": {"phases": ["NA"], "enrollmentInfo": {"count": 12}, "studyType": "OBSERVATIONAL"},
        "contactsLocationsModule": {"locations": [{"facility": "Barn, Hilltown, 12345, Nowhere"}]},
    },
}


def table(*lines: Sequence[str], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(lines)
    return text.getvalue().encode()


def read(content: bytes) -> list[Row]:
    return list(rows("trials.csv", io.BytesIO(content)))


def only(content: bytes) -> Parsed:
    (row,) = read(content)
    assert row.problem == ""
    return parse("trials.csv", row.content)


def of(cells: dict[str, str]) -> Parsed:
    """One row with these cells and a number."""
    cells = {"NCT Number": "NCT90000001", "Rank": "", **cells}
    return only(table(list(cells), list(cells.values())))


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: plain(content) for name, content in value.items()}
    if isinstance(value, list):
        return [plain(content) for content in value]
    return value.value


def leaves(value: Any) -> Iterator[Stated[Any]]:
    if isinstance(value, Stated):
        yield value
    else:
        for each in value.values() if isinstance(value, dict) else value:
            yield from leaves(each)


def cited(parsed: Parsed) -> int:
    """Each value cuts its words out of its cell; how many there are."""
    cells = {leaf.path: leaf.words for leaf in parsed.leaves()}
    found = list(leaves(parsed.tree))
    for each in found:
        (citation,) = each.citations
        assert citation.cut(cells[citation.path]) == each.words != ""
    return len(found)


def at(parsed: Parsed, path: str) -> Any:
    value: Any = parsed.tree
    for name in path.split("."):
        value = value.get(name, {})
    return plain(value)


def numbers(found: Sequence[Row]) -> list[str]:
    return [
        at(parse("x", row.content), "protocolSection.identificationModule.nctId") for row in found if not row.problem
    ]


@pytest.mark.parametrize(
    ("cells", "tree", "issues"),
    [
        (OLDER, OLDER_TREE, []),
        (CURRENT, CURRENT_TREE, [("Study Design", "Time Perspective: p")]),
    ],
    ids=["older", "current"],
)
def test_every_column_of_both_generations_has_its_place(
    cells: dict[str, str], tree: dict[str, Any], issues: list[tuple[str, str]]
) -> None:
    parsed = of(cells)
    assert plain(parsed.tree) == tree
    assert [(issue.place.path, issue.quote) for issue in parsed.issues] == issues
    assert sorted((leaf.path, leaf.words) for leaf in parsed.leaves()) == sorted(
        (name, words) for name, words in cells.items() if words not in ("", "null", "NULL")
    )
    assert cited(parsed) > 20


def test_the_second_of_a_list_has_its_own_offset() -> None:
    conditions = of({"Conditions": "Marsh Fever | Gout"}).tree["protocolSection"]["conditionsModule"]["conditions"]
    assert [(each.words, each.citations[0].offset, each.citations[0].path) for each in conditions] == [
        ("Marsh Fever", 0, "Conditions"),
        ("Gout", 14, "Conditions"),
    ]


ELIGIBILITY, DESIGN = "protocolSection.eligibilityModule", "protocolSection.designModule"
SPONSORS = "protocolSection.sponsorCollaboratorsModule"


@pytest.mark.parametrize(
    ("cells", "path", "expected"),
    [
        ({"Age": "up to 17 Years   (Child)"}, ELIGIBILITY, {"maximumAge": "17 Years", "stdAges": ["CHILD"]}),
        ({"Age": "18 Years and older"}, ELIGIBILITY, {"minimumAge": "18 Years"}),
        ({"Age": "1 Hour to 28 Days (Child)"}, ELIGIBILITY + ".minimumAge", "1 Hour"),
        ({"Age": "Child, Adult, Older Adult"}, ELIGIBILITY, {"stdAges": ["CHILD", "ADULT", "OLDER_ADULT"]}),
        ({"Phases": "Phase 1/Phase 2"}, DESIGN, {"phases": ["PHASE1", "PHASE2"]}),
        ({"Phase": "N/A"}, DESIGN, {"phases": ["NA"]}),
        ({"Phases": "Early Phase 1"}, DESIGN, {"phases": ["EARLY_PHASE1"]}),
        (
            {"Study Type": "Observational [Patient Registry]"},
            DESIGN,
            {"studyType": "OBSERVATIONAL", "patientRegistry": True},
        ),
        (
            {"Study Type": "Expanded Access:Individual Patients|Treatment IND/Protocol"},
            DESIGN,
            {"studyType": "EXPANDED_ACCESS", "expandedAccessTypes": {"individual": True, "treatment": True}},
        ),
        (
            {"Study Type": "Expanded Access:Intermediate-size Population"},
            DESIGN + ".expandedAccessTypes",
            {"intermediate": True},
        ),
        (
            {"Study Designs": "Masking: None (Open Label)|Allocation: Non-Randomized"},
            DESIGN + ".designInfo",
            {"maskingInfo": {"masking": "NONE"}, "allocation": "NON_RANDOMIZED"},
        ),
        ({"Study Design": "Masking: NONE | Allocation: NA"}, DESIGN + ".designInfo.allocation", "NA"),
        (
            {"Study Design": "Observational Model: COHORT|Time Perspective: PROSPECTIVE"},
            DESIGN + ".designInfo",
            {"observationalModel": "COHORT", "timePerspective": "PROSPECTIVE"},
        ),
        (
            {"Sponsor/Collaborators": "Hill Clinic", "Funded Bys": "U.S. Fed"},
            SPONSORS,
            {"leadSponsor": {"name": "Hill Clinic", "class": "FED"}},
        ),
        (
            {"Sponsor/Collaborators": "Hill Clinic|Vale", "Funded Bys": "NIH"},
            SPONSORS + ".fundedBys",
            ["NIH"],
        ),
        ({"Funded Bys": "NIH"}, SPONSORS, {"fundedBys": ["NIH"]}),
        (
            {"Sponsor": "A", "Collaborators": "B", "Sponsor/Collaborators": "A|C"},
            SPONSORS,
            {"leadSponsor": {"name": "A"}, "collaborators": [{"name": "B"}]},
        ),
        ({"Title": "=cmd()|'x'!A1"}, "protocolSection.identificationModule.briefTitle", "=cmd()|'x'!A1"),
        ({"nct_id": "nct90000001"}, "protocolSection.identificationModule", {}),
        ({"SEX": " Male "}, ELIGIBILITY, {"sex": "MALE"}),
        ({"Study-Results": "No Results Available"}, "hasResults", False),
    ],
)
def test_the_forms_of_cells(cells: dict[str, str], path: str, expected: Any) -> None:
    parsed = of(cells)
    assert at(parsed, path) == expected
    cited(parsed)


@pytest.mark.parametrize(
    ("column", "words", "quote"),
    [
        ("NCT Number", "ISRCTN123", "ISRCTN123"),
        ("Age", "grown-ups", "grown-ups"),
        ("Age", "18 Years", "18 Years"),
        ("Enrollment", "about 40", "about 40"),
        ("Enrollment", "-3", "-3"),
        ("Enrollment", "9" * 5000, "9" * 80),
        ("Enrollment", "٣", "٣"),
        ("Study Results", "perhaps", "perhaps"),
        ("Status", "完了", "完了"),
        ("Study Type", "Survey", "Survey"),
        ("Study Type", "Expanded Access:Kindness", "Kindness"),
        ("Study Designs", "Endpoint Classification: Safety", "Endpoint Classification: Safety"),
        ("Study Designs", "Masking: Single (Dog)", "Dog"),
        ("Study Designs", "Masking: (Participant", "(Participant"),
        ("Interventions", "Aspirin|Talk", "Aspirin|Talk"),
        ("Interventions", "Drug: ", "Drug:"),
        ("Conditions", " | |", "| |"),
        ("Other IDs", "|", "|"),
        ("Phases", "/", "/"),
        ("Sponsor/Collaborators", "|", "|"),
    ],
)
def test_what_is_no_known_form_is_said_and_left_out(column: str, words: str, quote: str) -> None:
    parsed = of({column: words})
    (issue,) = parsed.issues
    assert (issue.rule, issue.place.path, issue.quote) == ("field-not-read", column, quote)
    assert quote[:5] not in [each.words for each in leaves(parsed.tree)]
    assert words in [leaf.words for leaf in parsed.leaves()]


def test_only_the_untyped_part_of_the_interventions_is_left_out() -> None:
    parsed = of({"Interventions": "Aspirin|Drug: Fernolide"})
    assert at(parsed, "protocolSection.armsInterventionsModule.interventions") == [
        {"type": "DRUG", "name": "Fernolide"}
    ]
    assert [issue.quote for issue in parsed.issues] == ["Aspirin"]


@pytest.mark.parametrize("names", [("Status", "Status"), ("Status", "Study_Status")])
def test_two_columns_of_one_meaning_agree_or_neither_counts(names: tuple[str, str]) -> None:
    head = ["NCT Number", *names]
    same = only(table(head, ["NCT90000001", "Completed", "Completed"]))
    assert at(same, "protocolSection.statusModule.overallStatus") == "COMPLETED"
    one = only(table(head, ["NCT90000001", "", "Completed"]))
    assert at(one, "protocolSection.statusModule.overallStatus") == "COMPLETED"
    other = only(table(head, ["NCT90000001", "Completed", "Recruiting"]))
    assert at(other, "protocolSection.statusModule") == {}
    assert [(issue.place.path, issue.quote) for issue in other.issues] == list(
        zip(names, ("Completed", "Recruiting"), strict=True)
    )


def test_a_part_stated_twice_has_no_value() -> None:
    parsed = of({"Study Design": "Allocation: NA|Allocation: RANDOMIZED|Primary Purpose: OTHER"})
    assert at(parsed, DESIGN + ".designInfo") == {"primaryPurpose": "OTHER"}
    assert [issue.quote for issue in parsed.issues] == ["RANDOMIZED"]


def test_unknown_and_nameless_columns_are_leaves_without_a_place() -> None:
    parsed = only(table(["NCT Number", "Rank", "Countries", ""], ["NCT90000001", "1", "Nowhere", "note"]))
    assert [(leaf.path, leaf.words) for leaf in parsed.leaves()][2:] == [("Countries", "Nowhere"), ("column 4", "note")]
    assert [each.words for each in leaves(parsed.tree)] == ["NCT90000001", "1"]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (table(list(OLDER)), True),
        (table(list(CURRENT), delimiter=";"), True),
        (table(list(reversed(OLDER)), delimiter="\t"), True),
        (b"\n" + table(list(CURRENT)), True),
        (codecs.BOM_UTF8 + table(list(CURRENT)), True),
        (codecs.BOM_UTF16_LE + table(list(CURRENT)).decode().encode("utf-16-le")[:401], True),
        (b"nct_number,phases\n", True),
        (b"Title,Status,Phases\n", True),
        (b"Title,Status,Owner\n", False),
        (b"NCT Number\nNCT90000001\n", False),
        (b"Title, Status, and Phases of trials are listed, and NCT Number too.\n", False),
        (b"The study, a trial, has phases, arms, and conditions.\n", False),
        (b'NCT Number,"Title', False),
        (b"NCT Number,Title,\xe9\n", False),
        (b'{"protocolSection": 1}', False),
        (b"%PDF-1.7", False),
        (b"\0" * 100, False),
        (b"", False),
    ],
)
def test_an_export_is_known_by_its_header(start: bytes, expected: bool) -> None:
    assert looks_like(start) is expected


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_delimiters_encodings_and_line_breaks(delimiter: str, mark: str, line_break: str) -> None:
    text = table(["NCT Number", "Title"], *([n, 'Ä "x", y'] for n in NUMBERS), delimiter=delimiter).decode()
    found = read(text.replace("\r\n", line_break).encode(mark or "utf-8"))
    assert [row.number for row in found] == [2, 3, 4]
    for row, number in zip(found, NUMBERS, strict=True):
        assert row.content == table(["NCT Number", "Title"], [number, 'Ä "x", y'])


def test_rows_behind_a_cell_with_line_breaks_keep_their_numbers() -> None:
    content = table(HEAD.split(","), [NUMBERS[0], "A", "Completed", "1\n2\r\n3\r4"], [NUMBERS[1], "B", "", ""])
    first, second = read(content)
    assert (first.number, second.number) == (2, 6)
    assert at(parse("x", first.content), "protocolSection.descriptionModule.briefSummary") == "1\n2\r\n3\r4"


def test_empty_rows_are_passed_over_and_a_header_alone_has_none() -> None:
    assert read(HEAD.encode()) == []
    assert [row.number for row in read(f"{HEAD}\n\n,,,\n \n{NUMBERS[0]},A,B,C\n\n".encode())] == [5]


GOOD = {n: f"{n},Title {n[-1]},Completed,Words" for n in NUMBERS}


@pytest.mark.parametrize(
    ("broken", "number", "problem"),
    [
        (f'{NUMBERS[1]},"Title,Completed,Words', 3, "not closed before the row of line 4"),
        (f'{NUMBERS[1]},"Title",Completed,"Words', 3, "not closed before the row of line 4"),
        (f'{NUMBERS[1]},"Title" x,Completed,Words', 3, "behind a closing quote: ' x,Completed,Words"),
        (f'{NUMBERS[1]},"Title" x,Completed,"Words\nmore\nwords"', 3, "lines 3 to 5 are not read"),
        (f"{NUMBERS[1]},Title,Completed,Words,more", 3, "5 cells, the header has 4 columns"),
        (f"{NUMBERS[1]},Title,Completed", 3, "3 cells, the header has 4 columns"),
        (f'{NUMBERS[1]},"a","b","c","d","e\nf"', 3, "more cells than the 4 columns"),
        (f"{NUMBERS[1]},Ti\0tle,Completed,Words", 3, "byte 0x00 at byte 15 of line 3"),
        (f"{NUMBERS[1]},Ti\udce9tle,Completed,Words", 3, "not UTF-8 text: byte 0xE9 at byte 15 of line 3"),
        (f'{NUMBERS[1]},"T\n\udce9",Completed,Words', 3, "byte 0xE9 at byte 1 of line 4"),
    ],
)
def test_a_broken_row_costs_that_row(broken: str, number: int, problem: str) -> None:
    text = "\n".join([HEAD, GOOD[NUMBERS[0]], broken, GOOD[NUMBERS[2]], ""])
    found = read(text.encode("utf-8", "surrogateescape"))
    (bad,) = [row for row in found if row.problem]
    assert numbers(found) == [NUMBERS[0], NUMBERS[2]]
    assert (bad.number, bad.content) == (number, b"")
    assert problem in bad.problem


def test_an_unclosed_quote_does_not_swallow_rows_of_many_lines() -> None:
    after = f'{NUMBERS[1]},"Two, of more",Completed,"One\n\nTwo"'
    found = read(f'{HEAD}\n{NUMBERS[0]},"One,Completed,Words\n{after}\n{GOOD[NUMBERS[2]]}\n'.encode())
    assert [(row.number, bool(row.problem)) for row in found] == [(2, True), (3, False), (6, False)]


def test_a_quote_that_the_end_of_the_file_leaves_open() -> None:
    (row,) = read(f'{HEAD}\n{NUMBERS[0]},"One\nand no more\n'.encode())
    assert row.problem == "a quote is opened and never closed; lines 2 to 3 are not read"


def test_the_number_of_another_trial_in_a_summary_is_no_row() -> None:
    words = "See also:\nNCT90000009, a parent study\nNCT90000008, another, and more, of it, in five cells\n"
    (row,) = read(table(HEAD.split(","), [NUMBERS[0], "A", "Completed", words]))
    assert row.problem == ""


def test_without_numbers_the_status_tells_where_a_row_begins() -> None:
    text = 'Title,Status,Phases\n"A,Completed,NA\nB,"x" y,Completed\nmore\nC,NOT_YET_RECRUITING,NA\n'
    found = read(text.encode())
    assert [(row.number, bool(row.problem)) for row in found] == [(2, True), (5, False)]


def test_a_long_cell_is_read_and_one_over_the_limit_costs_its_row() -> None:
    long = "word " * 200_000 + "end"
    lines = [
        [NUMBERS[0], "A", "Completed", long],
        [NUMBERS[1], "B", "x" * LIMIT, "c"],
        [NUMBERS[2], "C", "", "words\n" * (LIMIT // 100) + "d" * LIMIT],
    ]
    found = read(table(HEAD.split(","), *lines, [NUMBERS[2], "D", "", ""]))
    assert at(parse("x", found[0].content), "protocolSection.descriptionModule.briefSummary") == long
    assert [row.problem.partition(";")[0] for row in found] == [
        "",
        f"more than {LIMIT} characters",
        f"more than {LIMIT} characters",
        "",
    ]
    assert found[3].number == found[2].number + LIMIT // 100 + 1


@pytest.mark.parametrize("words", [" " * 200_000 + "x", "|" * 200_000, ",https://a" * 20_000 + " b", "(" * 100_000])
def test_no_cell_takes_long_to_read(words: str) -> None:
    cells = dict.fromkeys([name for name in OLDER if name not in ("Rank", "NCT Number")], f"a{words}")
    cited(of(cells))


def test_the_registry_does_not_quote_its_tsv_and_others_do() -> None:
    head = ["NCT Number", "Title", "Study Documents"]
    documents = OLDER["Study Documents"]
    raw = "\n".join(["\t".join(head), f'{NUMBERS[0]}\t"Hill"\t{documents}', f'{NUMBERS[1]}\t"Hill" it is\t"odd']) + "\n"
    first, second = (parse("x", row.content) for row in read(raw.encode()))
    assert [leaf.words for leaf in first.leaves()] == [NUMBERS[0], '"Hill"', documents]
    assert [leaf.words for leaf in second.leaves()] == [NUMBERS[1], '"Hill" it is', '"odd']
    for words in ('"Hill" it is', "Hill\tit is", "Hill\nit is", '"Hill"', "Hill, it is"):
        assert [leaf.words for leaf in only(table(head, [NUMBERS[0], words, words], delimiter="\t")).leaves()][1:] == [
            words,
            words,
        ]
    excel = only(f'NCT Number\tTitle\n{NUMBERS[0]}\t"Hill, it is"\n'.encode())
    assert [leaf.words for leaf in excel.leaves()] == [NUMBERS[0], "Hill, it is"]


def test_a_tsv_row_with_an_odd_quote_at_its_end_takes_no_other_row_with_it() -> None:
    raw = f'NCT Number\tTitle\n{NUMBERS[0]}\t"odd\n{NUMBERS[1]}\n{NUMBERS[2]}\t"Hill" it is\n'
    found = read(raw.encode())
    assert numbers(found) == [NUMBERS[0], NUMBERS[2]]
    assert [row.problem for row in found] == ["", "1 cells, the header has 2 columns", ""]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (b"Name,Age\n1,2\n", "f.csv:1: no header row"),
        (b"NCT Number,Titl\xe9\n1,2\n", "f.csv:1: not UTF-8 text: byte 0xE9 at byte 16 of line 1"),
        ("NCT Number,Title\n".encode("utf-16-le"), "f.csv:1: not UTF-8 text: byte 0x00 at byte 2 of line 1"),
    ],
)
def test_what_is_no_export_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        list(rows("f.csv", io.BytesIO(content)))
    assert message in str(caught.value)


def test_utf_16_that_breaks_off_or_holds_half_a_character() -> None:
    text = f"NCT Number,Title\n{NUMBERS[0]},A\n"
    (whole, cut) = read(text.encode("utf-16") + b"\0")
    assert (whole.problem, cut.number) == ("", 3)
    assert cut.problem == "not UTF-16-LE: the file ends within a character"
    (half,) = read(text.replace("A", "\ud800").encode("utf-16", "surrogatepass"))
    assert "not UTF-16-LE text: byte 0x00 at byte 25 of line 2" in half.problem


@pytest.mark.parametrize(
    "content", [HEAD.encode(), f"{HEAD}\na,b\n".encode(), f"{HEAD}\na,b,c,d\ne,f,g,h\n".encode(), b"x"]
)
def test_parse_wants_one_whole_row(content: bytes) -> None:
    with pytest.raises(SourceError, match=r"f\.csv"):
        parse("f.csv", content)


def test_the_stream_stays_open_for_its_owner() -> None:
    stream = io.BytesIO(table(HEAD.split(","), *([n, "A", "B", "C"] for n in NUMBERS)))
    found = rows("x", stream)
    next(found)
    found.close()  # type: ignore[attr-defined]
    list(rows("x", io.BytesIO(stream.getvalue())))
    assert not stream.closed


_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)


@example(cells=[*[""] * (len(OLDER) - 2), "\t\n", ""], delimiter="\t", quoting=csv.QUOTE_MINIMAL)
@given(
    cells=st.lists(_WORDS, min_size=len(OLDER), max_size=len(OLDER)),
    delimiter=st.sampled_from(",;\t"),
    quoting=st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
)
def test_whatever_stands_in_a_cell_comes_back_with_its_place(cells: list[str], delimiter: str, quoting: int) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([list(OLDER), [cells[0], NUMBERS[0], *cells[2:]], ["", NUMBERS[1], *[""] * (len(OLDER) - 2)]])
    first, second = read(text.getvalue().encode())
    parsed = parse("x", first.content)
    expected = dict(zip(OLDER, [cells[0], NUMBERS[0], *cells[2:]], strict=True))
    assert {leaf.path: leaf.words for leaf in parsed.leaves()} == {
        name: words for name, words in expected.items() if words.strip() not in ("", "null", "NULL")
    }
    cited(parsed)
    assert numbers([second]) == [NUMBERS[1]]


@given(st.text(st.sampled_from('N"",\n\t;\r\0é1C'), max_size=200))
def test_no_file_breaks_the_reader(text: str) -> None:
    end = "".join(f"\n{GOOD[NUMBERS[2]]}" for _ in range(2))
    found = read(f"{HEAD}\n{text}{end}\n".encode())
    assert numbers(found)[-1:] == [NUMBERS[2]]
    assert all(bool(row.problem) != bool(row.content) for row in found)


FIGURES = {
    "legacy-csv__208caea": (10, 662, 0),
    "legacy-csv__Danko711": (1952, 26449, 0),
    "legacy-csv__b2a1707": (10, 662, 0),
    "legacy-csv__reesewang25": (100, 3757, 0),
    "legacy-tsv__dgg32": (40, 1536, 0),
    "legacy-tsv__kaustcovid19": (306, 12692, 0),
    "modern-csv-RENAMED-COLUMNS": (500, 16505, 0),
    "modern-csv__e6b5c0a": (120, 5500, 34),
    "modern-csv__johnNoxas": (245, 9328, 0),
}


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="no reference corpus beside the project")
@pytest.mark.parametrize("beginning", FIGURES)
def test_real_exports(beginning: str) -> None:
    """Rows, cited values, and cells said to be unread; no row fails."""
    (file,) = CORPUS.glob(f"{beginning}*")
    assert looks_like(file.read_bytes()[:65536])
    with file.open("rb") as stream:
        found = list(rows(file.name, stream))
    assert [row.problem for row in found if row.problem] == []
    parsed = [parse(file.name, row.content) for row in found]
    assert (len(found), sum(map(cited, parsed)), sum(len(each.issues) for each in parsed)) == FIGURES[beginning]
