"""The YAML files of folders become a rule book: the base folder first, then an organization's overlays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from advisor import schema
from advisor.build import Builder
from advisor.claim import Source
from advisor.document import Document, parse
from advisor.errors import Problem, RuleError
from advisor.folders import rule_files
from advisor.rulebook import RuleBook
from advisor.shape import ShapeError, check_shape

__all__ = ["read_folders"]

_CARDS: Mapping[tuple[str, bool], Any] = {
    ("family", False): schema.FamilyFile,
    ("family", True): schema.OverlayFamilyFile,
    ("model", False): schema.ModelFile,
    ("model", True): schema.OverlayModelFile,
}
"""The shape of a card: whole, or only claims where the card stands in a folder below."""

_ADDED_TO = ("sources.yaml", "platform.yaml", "clients.yaml", "causes.yaml", "words.yaml")
"""Files that an overlay may add to in the same shape."""


def read_folders(folders: Iterable[Path]) -> RuleBook:
    """Reads the base folder and then the overlays, in order.

    Raises:
        RuleError: every problem of every file.
    """
    reader = _Reader()
    for index, folder in enumerate(folders):
        reader.read_folder(folder, overlay=index > 0)
    reader.stop_at_problems()
    return reader.build()


class _Reader(Builder):
    """Reads folders into the parts that a book is built from."""

    def read_folder(self, folder: Path, *, overlay: bool) -> None:
        label = str(folder) if overlay else "rules"
        for file in rule_files(folder):
            inner = file.relative_to(folder)
            if file.suffix != ".yaml":
                problem = Problem(
                    f"{label}/{inner.as_posix()}", 0, 0, "is not read; expected a name that ends in .yaml"
                )
                self.problems.append(problem)
                continue
            try:
                document = parse(file.read_bytes().decode("utf-8-sig"), f"{label}/{inner.as_posix()}")
                if overlay:
                    self.overlays[document.path] = folder
                self._take(document, inner, overlay=overlay)
            except RuleError as error:
                self.problems += error.problems
            except ShapeError as error:
                self.problems += error.problems
            except (OSError, UnicodeDecodeError) as error:
                self.problems.append(Problem(f"{label}/{inner.as_posix()}", 0, 0, f"cannot be read: {error}"))

    def _take(self, document: Document, inner: Path, *, overlay: bool) -> None:
        if len(inner.parts) == 1:
            self._take_top(document, inner.name, overlay=overlay)
        elif inner.parts[0] == "models":
            self._take_model(document, inner.stem, overlay=overlay)
        elif inner.parts[0] == "errors":
            self._take_signature(document, inner.stem)
        else:
            self._take_rule(document, inner.parts[0], inner.stem)

    def _take_top(self, document: Document, name: str, *, overlay: bool) -> None:
        shapes = (
            {name: schema.FILES[name] for name in _ADDED_TO} | {"surfaces.yaml": schema.OverlaySurfacesFile}
            if overlay
            else schema.FILES
        )
        if name not in shapes:
            where = "an overlay" if overlay else "rules/"
            raise RuleError(
                [document.problem((), f"{where} has no such file; expected one of {', '.join(sorted(shapes))}")]
            )
        entry = check_shape(document, shapes[name])
        if name == "sources.yaml":
            self._take_sources(document, entry)
        elif name == "surfaces.yaml":
            self.subjects += [(document, f"surface:{id_}", surface) for id_, surface in entry.root.items()]
        elif name == "platform.yaml":
            self.subjects.append((document, "platform", entry))
        elif name == "causes.yaml":
            self._take_causes(document, entry)
        elif name == "words.yaml":
            self._take_words(document, entry)
        elif name == "clients.yaml":
            self.clients.insert(0, (document, entry))
        else:
            self.top[name] = (document, entry)

    def _take_sources(self, document: Document, entry: Any) -> None:
        for id_, source in entry.root.items():
            if id_ in self.sources:
                self.problems.append(document.problem((id_,), f"source {id_!r} exists already; expected a new id"))
            self.sources[id_] = Source(id_, source.kind, source.title, source.owner, source.url or "")

    def _take_causes(self, document: Document, entry: Any) -> None:
        for id_, cause in entry.root.items():
            if id_ in self.causes:
                message = f"cause {id_!r} stands in {self.causes[id_][0].path} already; expected a new id"
                self.problems.append(document.problem((id_,), message))
            self.causes[id_] = (document, cause)

    def _take_words(self, document: Document, entry: Any) -> None:
        for id_, words in entry.root.items():
            if id_ in self.words:
                message = f"list of words {id_!r} stands in {self.words[id_][0].path} already; expected a new id"
                self.problems.append(document.problem((id_,), message))
            self.words[id_] = (document, words)

    def _take_signature(self, document: Document, stem: str) -> None:
        entry = check_shape(document, schema.SignatureFile)
        if stem in self.signatures:
            message = f"signature {stem!r} stands in {self.signatures[stem][0].path} already; expected a new id"
            self.problems.append(document.problem((), message))
        self.signatures[stem] = (document, entry)

    def _take_model(self, document: Document, stem: str, *, overlay: bool) -> None:
        kind = "family" if isinstance(document.data, dict) and "model" not in document.data else "model"
        stands = overlay and any(subject == f"{kind}:{stem}" for _, subject, _ in self.subjects)
        entry = check_shape(document, _CARDS[kind, stands])
        id_ = getattr(entry, kind)
        if id_ != stem:
            self.problems.append(document.problem((kind,), f"{id_!r} is not the file's name; expected {stem!r}"))
        self.subjects.append((document, f"{kind}:{id_}", entry))

    def _take_rule(self, document: Document, stage: str, stem: str) -> None:
        if isinstance(document.data, dict) and "override" in document.data:
            self.overrides.append((document, check_shape(document, schema.OverrideFile)))
            return
        entry = check_shape(document, schema.RuleFile)
        if stem in self.rules:
            other = self.rules[stem][0].path
            message = f"rule {stem!r} stands in {other} already; expected a new id, or `override: {stem}`"
            self.problems.append(document.problem((), message))
            return
        self.rules[stem] = (document, stage, entry)
