"""Legacy XML of ClinicalTrials.gov, one `<clinical_study>` per document, as a record in API v2 shape.

https://clinicaltrials.gov/ct2/html/images/info/public.xsd. `fields` is the table of what becomes what, `kinds` reads
the words, `walk` goes through the document. Results (`clinical_results`) are leaves, and not read.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from fhiradapter.errors import SourceError
from fhiradapter.prose import Stated
from fhiradapter.sources import xml_tree
from fhiradapter.sources.formats.ctgov_xml.fields import STUDY
from fhiradapter.sources.formats.ctgov_xml.steps import Step, steps
from fhiradapter.sources.formats.ctgov_xml.walk import Walk
from fhiradapter.sources.record import Parsed

ROOT = "clinical_study"


def parse(name: str, content: bytes) -> Parsed:
    """The record in the bytes of a file that is called `name` in messages.

    Raises SourceError for what cannot be read at all (see `xml_tree.parse`), or has another root element.
    """
    root = xml_tree.parse(name, content)
    path = xml_tree.root_path(root)
    if path != f"/{ROOT}":
        raise SourceError(
            f"{name}:{root.sourceline or 1}:1: the root element is <{path[1:]}>, expected <{ROOT}>",
            remedy="Give the legacy XML of one study of ClinicalTrials.gov.",
        )
    tree: dict[str, Any] = {}
    walk = Walk()
    walk.fill(tree, root, path, _steps())
    tree["hasResults"] = Stated(root.find("{*}clinical_results") is not None)
    return Parsed(tree, partial(xml_tree.leaves, root), walk.finish())


@cache
def _steps() -> Step:
    return steps(STUDY)
