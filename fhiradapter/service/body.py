"""The body of a request, read no further than one trial can be long."""

# no `from __future__ import annotations`: the framework reads the annotations at run time
from starlette.requests import Request

from fhiradapter.issues import Issue, Severity
from fhiradapter.service.outcomes import NotServed

MAX_BODY_BYTES = 20_000_000
"""The largest records with results have some 10 MB; a text is refused from 2 MB on by its reader."""

_TOO_LARGE = Issue(
    severity=Severity.ERROR,
    rule="body-too-large",
    code="too-long",
    message=f"The body is larger than {MAX_BODY_BYTES // 1_000_000} MB",
    remedy="Give one trial per request.",
)


async def bounded(request: Request) -> bytes:
    """The whole body. Raises NotServed (413) for a larger one, at the latest when the limit is passed."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > MAX_BODY_BYTES:
        raise NotServed(413, _TOO_LARGE)
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > MAX_BODY_BYTES:
            raise NotServed(413, _TOO_LARGE)
    return bytes(content)
