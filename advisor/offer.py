"""The request that is offered: its models, chosen or kept, and everything the job wishes filled in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from advisor.choose import (
    Preference,
    candidates,
    eligible,
    is_allowed,
    newest_allowed_mainline,
    preferred_image_model,
    preferred_mainline,
)
from advisor.evaluate import View
from advisor.facts import UNKNOWN, Gap, Maybe, Request
from advisor.freshness import Knowledge
from advisor.notes import Notes, sources_of
from advisor.rulebook import Surface
from advisor.wishes import broken_by, mended, request_for, unchecked
from advisor.wording import in_words, worded

__all__ = ["Offer"]

_TOPIC = {"image": "image-generation", "text": "responses-model"}
"""The topic of precedence.yaml that speaks of each kind of model."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One request in the making, on a surface that is settled."""

    view: View
    surface: Surface
    wished: frozenset[str]
    """The job facts that somebody told."""
    notes: Notes

    @property
    def knowledge(self) -> Knowledge:
        """What is known on the day."""
        return self.view.knowledge

    def request(self) -> Request:
        """The request, every wish that its model refuses mended and told."""
        top = self._top_model() if self.surface.model_kind == "text" else UNKNOWN
        request = self._image_request(top)
        return mended(request, self.surface, self.view, self.wished, self.notes)

    # -- the model at the top level of Responses -----------------------------------------------------------------

    def _top_model(self) -> Maybe[str]:
        settled, passed = preferred_mainline(self.knowledge)
        for model, why in passed:
            self.notes.reason("responses-model", f"{model} is passed over: it {why}.")
        if not settled.known:
            return self._unnamed_top_model(settled.because)
        self.notes.settled_reason(settled, f"{settled.value} is the mainline model for the top level of Responses")
        model = self._kept_model("text", str(settled.value)) or str(settled.value)
        self.notes.rests_on(self.knowledge.settle(f"model:{model}", "image_tool"))
        return model

    def _unnamed_top_model(self, because: str) -> Maybe[str]:
        """The model in use, or the newest that the organization allows, where no source puts an allowed one forward."""
        kept, allowed = self._kept_model("text", ""), newest_allowed_mainline(self.knowledge)
        if not kept and allowed:
            listed = self.knowledge.settle("platform", "allowed_models")
            text = f"{allowed} is the newest model on your organization's list that can call the image tool."
            self.notes.rests_on(listed)
            self.notes.reason("mainline-not-on-the-list", text, self.knowledge.cited(listed))
        elif not kept:
            none = "no model on your organization's list is known to call the image tool"
            is_listed = isinstance(self.knowledge.value("platform", "allowed_models"), tuple)
            self.notes.lack("responses-model", none if is_listed else because)
        return kept or allowed or UNKNOWN

    # -- the model that draws ------------------------------------------------------------------------------------

    def _image_request(self, top: Maybe[str]) -> Request:
        preference = preferred_image_model(self.view.with_request(Request(surface=self.surface.id)))
        self._tell_preference(preference)
        kept = self._kept_model("image", preference.model)
        if kept:
            return self._asking(kept, top)
        offered = candidates(self.knowledge, self.surface.id, preference.model)
        if not offered:
            listed = isinstance(self.knowledge.value("platform", "allowed_models"), tuple)
            which = "model on your organization's list" if listed else "live model"
            self.notes.lack("image_model", f"no {which} is known to serve this surface")
            return self._asking(UNKNOWN, top)
        best = self._fittest(offered, top)
        if best.image_model != preference.model:
            self._tell_fallback(preference.model, best)
        return best

    def _fittest(self, offered: list[str], top: Maybe[str]) -> Request:
        """The request to the first model that can do everything, else to the one that loses the fewest wishes."""
        best = self._asking(offered[0], top)
        wanting = {match.rule.id for match in broken_by(best, self.view)}
        fewest = self._losses(best) if wanting else 0
        for asking in (self._asking(model, top) for model in offered[1:]):
            if not fewest:
                break
            unsaid = wanting & {match.rule.id for match in unchecked(asking, self.view)}
            losses = self._losses(asking) + len(unsaid)  # that nobody speaks of it is no reason to prefer a model
            if losses < fewest:
                best, fewest = asking, losses
        return best

    def _asking(self, image_model: Maybe[str], top: Maybe[str]) -> Request:
        request = request_for(image_model, self.surface, self.view)
        return replace(request, model=top) if self.surface.model_kind == "text" else request

    def _losses(self, request: Request) -> int:
        """How many wishes a model loses to payload rules, and how many rules cannot be mended at all."""
        scratch = Notes()
        after = mended(request, self.surface, self.view, self.wished, scratch)
        lost = {unmet.fact for unmet in scratch.unmet if unmet.rule in self.knowledge.book.rules_by_id}
        return len(lost) + len(broken_by(after, self.view))

    def _tell_preference(self, preference: Preference) -> None:
        generation = preference.generation
        if not generation.known:
            self.notes.lack("image-generation", generation.because)
            return
        self.notes.settled_reason(generation, f"{generation.value} is the current generation of image models")
        if preference.line and preference.purpose:
            carried = " (said of the generation before; carried over)" if preference.line_carried else ""
            text = f"{preference.model} is its line for this job, because {preference.purpose.because}{carried}"
            self.notes.settled_reason(preference.line, text)
        elif not preference.model:
            self.notes.lack("image-line", f"no source says which line of {generation.value} is for this job")

    def _tell_fallback(self, preferred: str, chosen: Request) -> None:
        """Why another model is offered than the preferred one: the surface it lacks, or the rules it would break."""
        text = f"{chosen.image_model} is offered instead of {preferred or 'the current generation'}"
        if not preferred:
            self.notes.reason("image-generation", f"{text}, which no source names.")
        elif not is_allowed(self.knowledge, preferred):
            settled = self.knowledge.settle("platform", "allowed_models")
            text = f"{text}, which is not on your organization's list: {in_words(settled.value)}."
            self.notes.rests_on(settled)
            self.notes.reason("image-model-not-on-the-list", text, self.knowledge.cited(settled))
        elif not eligible(self.knowledge, preferred, self.surface.id):
            settled = self.knowledge.settle(f"model:{preferred}", "serves")
            self.notes.settled_reason(settled, f"{text}, which cannot be called on this surface")
        else:
            request = self._asking(preferred, chosen.model)
            view = self.view.with_request(request)
            also = {match.rule.id for match in broken_by(chosen, self.view)}
            for match in (one for one in broken_by(request, self.view) if one.rule.id not in also):
                self.notes.rests_on(*match.rests_on)
                self.notes.reason(match.rule.id, f"{text}. {worded(match.rule.message, view)}", sources_of(match, view))

    # -- the model in use today ----------------------------------------------------------------------------------

    def _kept_model(self, kind: str, fresh: str) -> str:
        """The model in use today, where a migration or comparison keeps it beside the fresh choice; empty otherwise."""
        job, topic = self.view.facts.job, _TOPIC[kind]
        model = job.current_model
        if isinstance(model, Gap) or self.knowledge.book.cards[model].kind != kind:
            self._tell_misplaced(model, kind)
            return ""
        if job.intent not in ("migrate", "compare"):
            text = f"{model} decides nothing: the intent is {job.intent}; migrate or compare would keep it."
            self.notes.reason(topic, text)
            return ""
        why, sources = self._why_not_kept(model, kind)
        if why:
            self.notes.reason(topic, f"{model} is not kept: {why}.", sources)
            return ""
        if kind == "image" and self.knowledge.serves(model, self.surface.id) is UNKNOWN:
            self.notes.lack(f"{model} on {self.surface.id}", "no source tells whether it can be called there")
        same = model == fresh
        beside = (
            "a fresh integration would take it too" if same else f"a fresh integration would take {fresh or 'another'}"
        )
        self.notes.reason(topic, f"{model} is kept, because the job is to {job.intent} it; {beside}.")
        return model

    def _tell_misplaced(self, model: Maybe[str], kind: str) -> None:
        if not isinstance(model, Gap) and kind == "image" and self.surface.model_kind == "image":
            self.notes.reason(_TOPIC[kind], f"{model} is not kept: it draws no images.")

    def _why_not_kept(self, model: str, kind: str) -> tuple[str, tuple[str, ...]]:
        """Why a model cannot be kept, and who says so; empty where it can."""
        subject = f"model:{model}"
        lifecycle = self.knowledge.lifecycle(model)
        if lifecycle == "shutdown":
            settled = self.knowledge.settle(subject, "shutdown")
            self.notes.rests_on(settled)
            return f"it was shut down on {settled.value}", self.knowledge.cited(settled)
        if lifecycle is UNKNOWN:
            return f"nothing is said of it on or before {self.knowledge.as_of}", ()
        if not is_allowed(self.knowledge, model):
            allowed = self.knowledge.settle("platform", "allowed_models")
            self.notes.rests_on(allowed)
            return "it is not on your organization's list", self.knowledge.cited(allowed)
        if kind == "image" and not eligible(self.knowledge, model, self.surface.id):
            return f"{self.surface.id} does not serve it", self.knowledge.cited(
                self.knowledge.settle(subject, "serves")
            )
        tool = self.knowledge.settle(subject, "image_tool")
        if kind == "text" and tool.value is False:
            return "it cannot call the image tool", self.knowledge.cited(tool)
        return "", ()
