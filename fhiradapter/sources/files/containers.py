"""Files inside of files: gzip and zip, recognised by their first bytes, opened one after the other and never unpacked.

https://www.rfc-editor.org/rfc/rfc1952 and https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT. An archive is
somebody else's: what its members are called and how large they get is checked before anything is read.
"""

from __future__ import annotations

import io
import stat
import struct
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from fhiradapter.errors import SourceError
from fhiradapter.sources.files.names import writable
from fhiradapter.sources.source_record import MAX_RECORD_BYTES, SourceRecord

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile, ZipInfo

START_BYTES = 65_536
MAX_MEMBERS = 1_000_000
MAX_ARCHIVE_IN_MEMORY = 200_000_000
"""A zip is read from its end: one that comes through a pipe, or packed in another, is kept in memory."""
_LARGEST_RATIO = 200
_RATIO_COUNTS_FROM = 10_000_000
_DEEPEST = 2

_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_END_OF_DIRECTORY = b"PK\x05\x06"
_ENCRYPTED = 0x1
_UNPACK = "Unpack it, and give the files."


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is no container: `start` are its first bytes (64 KB, or all), and still in the stream."""

    name: str
    file: str
    stream: BinaryIO
    start: bytes


def opened(name: str, file: str, stream: BinaryIO, depth: int = 0) -> Iterator[Opened | SourceRecord]:
    """The file itself, or the files in it; a problem for a member that is refused.

    Each has to be read before the next is asked for. Raises SourceError where the container itself is refused or
    broken; a stream of a broken one raises it where it is read.
    """
    looked = Looked(stream)
    start = looked.start
    if not start.startswith((_GZIP, *_ZIP)):
        yield Opened(name, file, cast("BinaryIO", looked), start)
        return
    if depth == _DEEPEST:
        raise SourceError(f"{name}: an archive in an archive in an archive", remedy=_UNPACK)
    if start.startswith(_GZIP):
        yield from opened(name, file, _gunzipped(name, cast("BinaryIO", looked)), depth + 1)
    else:
        yield from _members(name, _from_its_start(name, stream, looked), depth + 1)


class Looked(io.RawIOBase):
    """A stream whose first bytes are known. What comes before trouble is given first, then the trouble."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._trouble: SourceError | None = None
        self._kept = b""
        self.start = self._kept = self.read(START_BYTES)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer."""
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def read(self, size: int = -1) -> bytes:
        """As many bytes as are asked for (all, if negative), fewer only at the end or before trouble."""
        if self._trouble:
            raise self._trouble
        pieces = [self._kept[:size] if size >= 0 else self._kept]
        self._kept = self._kept[len(pieces[0]) :]
        missing = size - len(pieces[0])
        try:
            while (size < 0 or missing > 0) and (piece := self._stream.read(missing if size >= 0 else -1)):
                pieces.append(piece)
                missing -= len(piece)
        except SourceError as trouble:
            if not any(pieces):
                raise
            self._trouble = trouble
        return b"".join(pieces)


class _Unpacked:
    """A packed stream as it is read: what is broken, or grows beyond measure, is a SourceError."""

    def __init__(self, name: str, kind: str, stream: io.BufferedReader, packed: _Counted | None = None) -> None:
        self._name = name
        self._kind = kind
        self._stream = stream
        self._packed = packed
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        import lzma
        from zipfile import BadZipFile

        try:
            piece = self._stream.read1(size)
        except (OSError, EOFError, zlib.error, BadZipFile, lzma.LZMAError, NotImplementedError) as error:
            raise SourceError(
                f"{self._name}: a broken {self._kind}: {error} (behind {self._read / 1e6:.1f} MB)",
                remedy="Get the file again: it looks truncated or damaged.",
            ) from None
        self._read += len(piece)
        if self._packed and _is_bomb(self._read, self._packed.count):
            raise SourceError(
                f"{self._name}: grows to more than {_LARGEST_RATIO} times its size, no file of records does",
                remedy=_UNPACK,
            )
        return piece


class _Counted:
    """Counts the bytes that are taken from a stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece = self._stream.read(size)
        self.count += len(piece)
        return piece


def _gunzipped(name: str, stream: BinaryIO) -> BinaryIO:
    import gzip

    packed = _Counted(stream)
    unpacked = gzip.GzipFile(fileobj=cast("BinaryIO", packed))
    return cast("BinaryIO", _Unpacked(name, "gzip file", cast("io.BufferedReader", unpacked), packed))


def _is_bomb(size: int, packed: int) -> bool:
    return size > _RATIO_COUNTS_FROM and size > _LARGEST_RATIO * packed


def _from_its_start(name: str, stream: BinaryIO, looked: Looked) -> BinaryIO:
    """A stream that can be read from its end, as a zip has to be."""
    if getattr(stream, "seekable", bool)():
        stream.seek(0)
        return stream
    content = looked.read(MAX_ARCHIVE_IN_MEMORY + 1)
    if len(content) > MAX_ARCHIVE_IN_MEMORY:
        raise SourceError(
            f"{name}: a zip of more than {MAX_ARCHIVE_IN_MEMORY // 1_000_000} MB, through a pipe or in an archive",
            remedy="Save it as a file of its own, and give that.",
        )
    return io.BytesIO(content)


def _members(name: str, stream: BinaryIO, depth: int) -> Iterator[Opened | SourceRecord]:
    archive = _archive(name, stream)
    files = [info for info in archive.infolist() if not _is_passed_over(info)]
    if not files:
        raise SourceError(f"{name}: a zip without files in it", remedy="Give an archive that holds trials.")
    for info in files:
        inside = writable(info.filename)
        member, file = f"{name}/{inside}", PurePosixPath(inside).name
        try:
            _refuse_member(member, info)
            with _member(member, archive, info) as packed:
                yield from opened(member, file, cast("BinaryIO", _Unpacked(member, "zip", packed)), depth)
        except SourceError as trouble:
            yield SourceRecord(name=member, file=file, problem=str(trouble.args[0]), remedy=trouble.remedy)


def _archive(name: str, stream: BinaryIO) -> ZipFile:
    import zipfile

    _refuse_directory(name, stream)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, struct.error) as error:
        raise SourceError(f"{name}: a broken zip: {error}", remedy="Get the file again: it looks truncated.") from None
    if "[Content_Types].xml" in archive.NameToInfo:
        raise SourceError(
            f"{name}: this is an Office file (a zip of its parts), expected trials",
            remedy="Save the text of the document (UTF-8) and give that.",
        )
    return archive


def _refuse_directory(name: str, stream: BinaryIO) -> None:
    """Before the directory is read: every member costs memory."""
    end = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, end - START_BYTES - 22))
    tail = stream.read()
    stream.seek(0)
    place = tail.rfind(_END_OF_DIRECTORY)
    if place < 0 or place + 16 > len(tail):
        return
    members, size = struct.unpack("<HI", tail[place + 10 : place + 16])
    if members == 0xFFFF and (place := tail.rfind(b"PK\x06\x06")) >= 0 and place + 48 <= len(tail):
        members, size = struct.unpack("<QQ", tail[place + 32 : place + 48])
    if members > MAX_MEMBERS or size > 300 * MAX_MEMBERS:
        raise SourceError(f"{name}: a zip with {members} files, more than {MAX_MEMBERS}", remedy=_UNPACK)


def _is_passed_over(info: ZipInfo) -> bool:
    """Folders, and what macOS adds."""
    parts = info.filename.split("/")
    return info.filename.endswith("/") or parts[0] == "__MACOSX" or parts[-1] == ".DS_Store"


def _refuse_member(name: str, info: ZipInfo) -> None:
    written = info.orig_filename
    if not info.filename:
        raise SourceError(f"{name}: a file without a name", remedy=_UNPACK)
    if written.startswith("/") or ".." in written.split("/") or any(sign in written for sign in "\\:\0"):
        raise SourceError(f"{name}: a name that leads out of the archive", remedy=_UNPACK)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise SourceError(f"{name}: a link, no file", remedy=_UNPACK)
    if info.flag_bits & _ENCRYPTED:
        raise SourceError(f"{name}: encrypted", remedy=_UNPACK)
    if info.file_size > MAX_RECORD_BYTES or _is_bomb(info.file_size, info.compress_size):
        raise SourceError(
            f"{name}: {info.file_size / 1e6:.1f} MB packed into {info.compress_size / 1e6:.1f} MB;"
            f" expected at most {MAX_RECORD_BYTES // 1_000_000} MB, and {_LARGEST_RATIO} times its packed size",
            remedy=_UNPACK,
        )


def _member(name: str, archive: ZipFile, info: ZipInfo) -> io.BufferedReader:
    from zipfile import BadZipFile

    try:
        return cast("io.BufferedReader", archive.open(info))
    except (BadZipFile, RuntimeError, ValueError, OSError, EOFError, struct.error) as error:
        raise SourceError(f"{name}: cannot be unpacked: {error}", remedy=_UNPACK) from None
