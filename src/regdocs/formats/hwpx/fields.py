"""Fields: links, page numbers of other places, and values that name where they come from."""

from __future__ import annotations

from regdocs.document.inline import Field, Gap
from regdocs.formats.office.escaping import attribute, escape

ORIGIN, NO_VALUE = "regdocs: ", "regdocs?: "
"""How the help of a value's field begins, and that of a gap's."""
BETWEEN_PATHS, BEFORE_FORMAT = "; ", " | "
_LONGEST_NAME = 64
_KINDS = {"CLICK_HERE": b"%clk", "HYPERLINK": b"%hlk", "CROSSREF": b"%xrf"}
"""The control that each kind of field is to Hangul; read as a number it is the kind's id."""
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in ":?;#"})
_EDITABLE_FIELD = 9


class Fields:
    """Hands out fields; each has a number of its own."""

    def __init__(self) -> None:
        self._last = 0

    def value(self, value: Field | Gap, content: str) -> str:
        """`content` in a field (누름틀) named by its path, whose help tells all paths and the format."""
        paths = (value.path,) if isinstance(value, Gap) else value.paths
        if not paths:
            return content
        origin = (NO_VALUE if isinstance(value, Gap) else ORIGIN) + BETWEEN_PATHS.join(paths)
        if isinstance(value, Field) and value.format:
            origin += BEFORE_FORMAT + value.format
        told = f"Direction:wstring:0: HelpState:wstring:{_length(origin)}:{origin} "
        parameters = (
            _parameter("integerParam", "Prop", str(_EDITABLE_FIELD))
            + _parameter("stringParam", "Command", f"Clickhere:set:{_length(told)}:{told} ", ' xml:space="preserve"')
            + _parameter("stringParam", "HelpState", origin)
        )
        # A field that isn't dirty holds nothing but its prompt.
        return self._around("CLICK_HERE", content, parameters, 3, paths[0][:_LONGEST_NAME], editable=True, dirty=True)

    def link(self, address: str, content: str) -> str:
        """`content` as a link to an address of the web or of mail."""
        if address.lower().startswith("mailto:"):
            command, category = f"{address};2;0;0", "EMAIL"
        else:
            command, category = f"{address.translate(_ESCAPED)};1;0;0;", "URL"
        return self._around("HYPERLINK", content, _link_parameters(command, category, "BOOKMARK", address), 6)

    def to_bookmark(self, name: str, content: str) -> str:
        """`content` as a link to a bookmark of this file."""
        command = f"?{name.translate(_ESCAPED)};0;0;0;"
        return self._around("HYPERLINK", content, _link_parameters(command, "HWP", "BOOKMARK"), 5)

    def to_heading(self, paragraph: int, content: str) -> str:
        """`content` as a link to the heading in the paragraph of that id."""
        return self._around("HYPERLINK", content, _link_parameters(f"?#{paragraph};0;1;0;", "HWP", "OUTLINE"), 5)

    def page_of_heading(self, paragraph: int, content: str) -> str:
        """`content`, a page number, that Hangul counts anew when the file is edited or saved."""
        parameters = (
            # Hangul's own spelling.
            _parameter("booleanParam", "Fiexde", "1")
            + _parameter("integerParam", "Prop", "0")
            + _parameter("stringParam", "Command", f"?#{paragraph};5;0;0;0;")
            + _parameter("stringParam", "RefPath", f"?#{paragraph};")
            + _parameter("stringParam", "RefType", "TARGET_OUTLINE")
            + _parameter("stringParam", "RefContentType", "OBJECT_TYPE_PAGE")
            + _parameter("booleanParam", "RefHyperLink", "false")
            + _parameter("stringParam", "RefOpenType", "HWPHYPERLINK_JUMP_CURRENTTAB")
        )
        return self._around("CROSSREF", content, parameters, 8)

    def _around(
        self,
        kind: str,
        content: str,
        parameters: str,
        count: int,
        name: str = "",
        editable: bool = False,
        dirty: bool = False,
    ) -> str:
        """What stands inside the runs is text and controls only, so `content` is that of one run."""
        self._last += 1
        control = int.from_bytes(_KINDS[kind], "big")
        return (
            f'<hp:ctrl><hp:fieldBegin id="{self._last}" type="{kind}" name="{attribute(name)}" editable="{int(editable)}"'
            f' dirty="{int(dirty)}" zorder="-1" fieldid="{control}"><hp:parameters cnt="{count}" name="">{parameters}'
            f"</hp:parameters></hp:fieldBegin></hp:ctrl>{content}"
            f'<hp:ctrl><hp:fieldEnd beginIDRef="{self._last}" fieldid="{control}"/></hp:ctrl>'
        )


def bookmark(name: str) -> str:
    return f'<hp:ctrl><hp:bookmark name="{attribute(name)}"/></hp:ctrl>'


def _link_parameters(command: str, category: str, target: str, path: str = "") -> str:
    return (
        _parameter("integerParam", "Prop", "0")
        + _parameter("stringParam", "Command", command)
        + (_parameter("stringParam", "Path", path) if path else "")
        + _parameter("stringParam", "Category", f"HWPHYPERLINK_TYPE_{category}")
        + _parameter("stringParam", "TargetType", f"HWPHYPERLINK_TARGET_{target}")
        + _parameter("stringParam", "DocOpenType", "HWPHYPERLINK_JUMP_CURRENTTAB")
    )


def _parameter(kind: str, name: str, value: str, attributes: str = "") -> str:
    return f'<hp:{kind} name="{name}"{attributes}>{escape(value)}</hp:{kind}>'


def _length(text: str) -> int:
    """In UTF-16 units, as Hangul counts."""
    return len(text.encode("utf-16-le")) // 2
