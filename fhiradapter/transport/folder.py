"""A folder as a store: `DIR/<Type>/<id>.json`, made to be kept in git.

Versions count up from "1" and only when the content changed; there is no `lastUpdated`, because there is no clock. An
unchanged resource leaves its file untouched.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fhiradapter.errors import Refused, UsageError
from fhiradapter.json_codec import NotJson, decode, encode_pretty
from fhiradapter.transport.comparison import same
from fhiradapter.transport.labels import keeping_labels
from fhiradapter.transport.replacement import replace_all
from fhiradapter.transport.store import Resource, Written, split_reference
from fhiradapter.transport.transaction import Put, puts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# search parameters of references and their elements, https://hl7.org/fhir/R4/searchparameter-registry.html
_ELEMENTS = {
    "target": "target",
    "subject": "subject",
    "patient": "subject",
    "encounter": "encounter",
    "study": "study",
    "individual": "individual",
    "partof": "partOf",
    "part-of": "partOf",
    "based-on": "basedOn",
    "protocol": "protocol",
    "site": "site",
    "sponsor": "sponsor",
}


class FolderStore:
    """A folder, which need not exist yet; see `Store` for the methods.

    Raises UsageError for a folder or a file that cannot be used, and names it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __repr__(self) -> str:
        return f"FolderStore({self.name!r})"

    @property
    def name(self) -> str:
        """The path, as it was given."""
        return str(self._folder)

    def release(self) -> str:
        """Empty: a folder takes any release."""
        return ""

    def read(self, references: Iterable[str]) -> dict[str, Resource]:
        """One file each."""
        self._require_folder()
        found = {reference: self._stored(reference) for reference in sorted(set(references))}
        return {reference: resource for reference, resource in found.items() if resource is not None}

    def referring(self, resource_type: str, parameter: str, reference: str) -> list[Resource]:
        """By looking through all files of the type. Raises UsageError for a parameter that is not in the table."""
        split_reference(reference)
        element = _ELEMENTS.get(parameter)
        if element is None:
            raise UsageError(f"a folder cannot search by {parameter}", remedy=f"Known: {', '.join(sorted(_ELEMENTS))}.")
        return [found for found in self._all(resource_type) if reference in _references(found.get(element))]

    def find_canonical(self, resource_type: str, url: str) -> list[Resource]:
        """By looking through all files of the type."""
        return [found for found in self._all(resource_type) if found.get("url") == url]

    def transact(self, bundle: Resource) -> list[Written]:
        """All files are written beside their places first, and only then put there."""
        self._require_folder()
        changes = [self._change(put) for put in puts_of(bundle)]
        self._write({self._path(written.reference): new for written, new in changes if new is not None})
        return [written for written, _ in changes]

    def _change(self, put: Put) -> tuple[Written, Resource | None]:
        """What will be answered, and what has to be written for it."""
        old = self._stored(put.reference)
        version = _version(old) if old else ""
        if put.if_match and put.if_match != version:
            raise Refused(
                f"{self._path(put.reference)} is version {version or 'none'}, not {put.if_match}",
                status=412,
                remedy="Somebody changed it in the meantime: plan again.",
            )
        resource = keeping_labels(old, put.resource) if old else put.resource
        if old and same(old, resource):
            return Written(reference=put.reference, status=200, version=version), None
        following = str(int(version) + 1) if old else "1"
        answer = Written(reference=put.reference, status=200 if old else 201, version=following)
        return answer, _versioned(resource, following)

    def _write(self, contents: dict[Path, Resource]) -> None:
        try:
            replace_all({path: encode_pretty(resource) for path, resource in contents.items()})
        except OSError as error:
            raise UsageError(
                f"cannot write in {Path(error.filename).parent if error.filename else self._folder}: {error.strerror}",
                remedy="Check the rights and the room on the disk, or choose another folder.",
            ) from error

    def _all(self, resource_type: str) -> Iterator[Resource]:
        self._require_folder()
        split_reference(f"{resource_type}/x")
        for path in sorted((self._folder / resource_type).glob("*.json")):
            with suppress(FileNotFoundError):
                yield _load(path, f"{resource_type}/{path.stem}")

    def _stored(self, reference: str) -> Resource | None:
        try:
            return _load(self._path(reference), reference)
        except FileNotFoundError:
            return None

    def _path(self, reference: str) -> Path:
        resource_type, id_ = split_reference(reference)
        return self._folder / resource_type / f"{id_}.json"

    def _require_folder(self) -> None:
        if self._folder.exists() and not self._folder.is_dir():
            raise UsageError(f"{self._folder} is a file, not a folder", remedy="Name a folder, or a server's URL.")


def _load(path: Path, reference: str) -> Resource:
    """Raises FileNotFoundError when there is no such file, and UsageError when it holds anything else."""
    remedy = "Mend the file, or take it away: the next push writes it anew."
    try:
        value = decode(path.read_bytes())
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", remedy="Check the rights.") from error
    except NotJson as error:
        raise UsageError(f"{path} is not JSON: {error}", remedy=remedy) from error
    # on a file system that takes A.json for a.json, this is where two ids would become one
    if not isinstance(value, dict) or f"{value.get('resourceType')}/{value.get('id')}" != reference:
        raise UsageError(f"{path} does not hold {reference}", remedy=remedy)
    if not _version(value).isdecimal():
        raise UsageError(f"{path} has the version {_version(value)!r}, not a number", remedy=remedy)
    return value


def _version(resource: Resource) -> str:
    meta = resource.get("meta")
    return str(meta.get("versionId", "1")) if isinstance(meta, dict) else "1"


def _versioned(resource: Resource, version: str) -> Resource:
    """`versionId` first, as servers do, and no other word of the world."""
    kept = {name: value for name, value in resource.get("meta", {}).items() if name not in {"versionId", "lastUpdated"}}
    head = {"resourceType": resource["resourceType"], "id": resource["id"]}
    body = {name: value for name, value in resource.items() if name not in {*head, "meta"}}
    return {**head, "meta": {"versionId": version, **kept}, **body}


def _references(element: Any) -> set[str]:
    """Every `Reference.reference` in an element, at whatever depth, without a version."""
    if isinstance(element, list):
        return set().union(*map(_references, element))
    if not isinstance(element, dict):
        return set()
    reference = element.get("reference")
    own = {reference.partition("/_history/")[0]} if isinstance(reference, str) else set()
    return own.union(*map(_references, element.values()))
