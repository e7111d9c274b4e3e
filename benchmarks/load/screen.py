"""What one browser would show: the elements of the last script run, kept from Streamlit's messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

Path = tuple[int, ...]

WIDGETS = frozenset({"radio", "button", "button_group", "text_area", "text_input", "checkbox", "selectbox"})


def key_of(element_id: str) -> str:
    """The key that the app gave an element; Streamlit appends it to the generated id ("$$ID-<hash>-<key>")."""
    return element_id.split("-", 2)[-1]


@dataclass(slots=True)
class Shown:
    """One element: where it stands, its kind (the name in Streamlit's `Element`, or "block") and the message itself."""

    path: Path
    kind: str
    body: Any
    fragment: str
    run: str

    @property
    def key(self) -> str:
        return key_of(self.body.id) if self.kind in WIDGETS else ""


class Screen:
    """Elements by place. `place` takes an element in; `settle` drops what the finished run did not draw again."""

    def __init__(self) -> None:
        self.elements: dict[Path, Shown] = {}
        self._kept: dict[str, ForwardMsg] = {}

    @property
    def kept(self) -> list[str]:
        """Hashes of the large messages that this browser has kept: the server may send a reference in their place."""
        return list(self._kept)

    def unfold(self, message: ForwardMsg) -> ForwardMsg:
        """The message itself, where the server sent a reference to one that it sent before."""
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            kept = self._kept[message.ref_hash]
            kept.metadata.CopyFrom(message.metadata)
            return kept
        if message.metadata.cacheable:
            self._kept[message.hash] = message
        return message

    def place(self, message: ForwardMsg, run: str) -> Shown | None:
        """Take in a delta of run `run`; returns the element, None where it brings none."""
        delta, path = message.delta, tuple(message.metadata.delta_path)
        kind = delta.WhichOneof("type")
        if kind == "new_element":
            name = str(delta.new_element.WhichOneof("type"))
            shown = Shown(path, name, getattr(delta.new_element, name), delta.fragment_id, run)
        elif kind == "add_block":
            shown = Shown(path, "block", delta.add_block, delta.fragment_id, run)
        else:
            return None
        self.elements[path] = shown
        return shown

    def settle(self, run: str, fragments: tuple[str, ...]) -> None:
        """After run `run`: only what it drew stays; after a run of fragments, what stands outside those stays too.

        A fragment within one of them stands inside: in a container that the outer one drew.
        """
        if fragments:
            own = {path for path, shown in self.elements.items() if shown.fragment in fragments}
            gone = [
                path
                for path, shown in self.elements.items()
                if shown.run != run and any(path[:length] in own for length in range(len(path) + 1))
            ]
        else:
            gone = [path for path, shown in self.elements.items() if shown.run != run]
        for path in gone:
            del self.elements[path]

    def clear(self) -> None:
        self.elements.clear()

    def widgets(self) -> Iterator[Shown]:
        return (shown for shown in self.elements.values() if shown.kind in WIDGETS)

    def widget(self, key: str) -> Shown:
        """The widget with this key. Raises KeyError."""
        for shown in self.widgets():
            if key_of(shown.body.id) == key:
                return shown
        raise KeyError(f"no widget {key!r} on this page; there are {[shown.key for shown in self.widgets()]}")

    def beside(self, key: str) -> list[str]:
        """The HTML and Markdown in the same container as the widget `key`."""
        place = self.widget(key).path[:-1]
        return [s.body.body for s in self.elements.values() if s.kind in ("html", "markdown") and s.path[:-1] == place]

    def texts(self) -> list[str]:
        """The HTML and Markdown of the page, in order."""
        found = sorted((path, shown) for path, shown in self.elements.items() if shown.kind in ("html", "markdown"))
        return [shown.body.body for _, shown in found]
