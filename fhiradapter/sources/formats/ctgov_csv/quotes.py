"""Where quotes are open at the end of a line."""

from __future__ import annotations

import re

_INSIDE = re.compile(r'[^"]*(?:""[^"]*)*')
_SHOWN = 20


class Quotes:
    """Reads a row line by line, each character once.

    `opened`: the row goes on in the next line; `cells`: quoted cells so far; `broken`: what stands behind a closing
    quote where the next cell must begin, empty where all is well.
    """

    def __init__(self, delimiter: str) -> None:
        self.opened = False
        self.broken = ""
        self.cells = 0
        self._delimiter = delimiter
        self._starts = re.compile(f'(?:^|{delimiter})"')

    def read(self, line: str) -> None:
        """The next line of the row, with its line break."""
        position = self._closed(line, 0) if self.opened else 0
        while not self.opened and not self.broken:
            found = self._starts.search(line, position)
            if found is None:
                return
            self.opened = True
            self.cells += 1
            position = self._closed(line, found.end())

    def _closed(self, line: str, position: int) -> int:
        """Reads on inside of quotes: to behind the closing one, or to the end of the line."""
        found = _INSIDE.match(line, position)
        end = found.end() if found else position
        if end == len(line):
            return end
        self.opened = False
        if line[end + 1 : end + 2] not in ("", "\r", "\n", self._delimiter):
            self.broken = line[end + 1 : end + 1 + _SHOWN]
        return end + 1
