"""Where something is typed into a copy of the course."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """One place where something is typed in: `text` before the line that has `line`, which becomes `instead`.

    Without a line the text is a new file, or stands at the end of one.
    """

    file: str
    text: str = ""
    line: str = ""
    instead: str = ""

    def make(self, folder):
        file = folder / self.file
        source = file.read_text(encoding="utf-8") if file.exists() else ""
        if not self.line:
            file.write_text(f"{source}\n{self.text}" if source else self.text, encoding="utf-8")
            return
        assert source.count(self.line) == 1, f"{self.file} has not once, as it had, {self.line}"
        start = source.rindex("\n", 0, source.index(self.line)) + 1
        source = source[:start] + self.text + source[start:]
        file.write_text(source.replace(self.line, self.instead or self.line), encoding="utf-8")
