"""The assessments of a package: its tests, and a pool of the items that no test refers to."""

from xml.etree.ElementTree import Element

from importers.formats.qti.interactions import Rewritten
from importers.formats.qti.item import questions
from importers.formats.qti.model import Paper, Question
from importers.formats.qti.package import Files
from importers.formats.qti.test import Repeated, structure
from importers.report import Report

POOL = "pool"
TEXT = 500


def papers(files: Files, title: str, addresses: dict[str, str], report: Report) -> list[Paper]:
    """Read the assessments. title: the pool's title. addresses: what replaces references to members, by member."""
    reader = _Reader(files, addresses, report)
    found = [reader.test(member) for member in files.of("test")]
    rest = [member for member in files.of("item") if member not in files.used]
    if rest:
        pool = [question for member in rest for question in reader.item(member, member)]
        found.append(Paper(POOL, title, POOL, pool))
    return found


class _Reader:
    def __init__(self, files: Files, addresses: dict[str, str], report: Report) -> None:
        self._files = files
        self._addresses = addresses
        self._report = report

    def test(self, member: str) -> Paper:
        files = self._files
        element = files.element(member)
        self._report.of("test").read += 1
        self._report.of("test").used += 1
        try:
            found = structure(element, lambda href: self._section(member, href), self._rewritten(member))
        except Repeated as error:
            raise files.refuse(member, "", str(error)) from None
        asked: list[Question] = []
        for reference in found.references:
            item = files.resolve(member, reference.href)
            if item is None or files.kinds.get(item) != "item":
                self._report.of("item").read += 1
                self._report.of("item").skip("its file is missing, or is not an item")
                self._report.warn("an item of a test is missing", f"{member}: {reference.href}")
                continue
            asked += self.item(item, reference.identifier)
        title = element.get("title") or element.get("identifier") or member
        return Paper(f"test/{member}", title[:TEXT], "quiz", asked, found.grading)

    def item(self, member: str, key: str) -> list[Question]:
        """The questions of an item. key: identifies the item within its assessment."""
        files = self._files
        element = files.element(member)
        self._report.of("item").read += 1
        self._report.of("item").used += 1
        for reference in element.iter("assessmentStimulusRef"):
            self._stimulus(element, member, reference.get("href", ""))
        return questions(element, key, files.text(member), self._rewritten(member), self._report)

    def _stimulus(self, item: Element, member: str, href: str) -> None:
        """Put a text that several items share before the item's own text."""
        found = self._files.resolve(member, href)
        if found is None or self._files.kinds.get(found) != "stimulus":
            self._report.warn("the text that an item shares with others is missing", f"{member}: {href}")
            return
        shared, body = self._files.element(found).find("stimulusBody"), item.find("itemBody")
        if shared is not None and body is not None:
            shared.tag = "div"
            body.insert(0, shared)

    def _section(self, member: str, href: str) -> Element:
        found = self._files.resolve(member, href)
        if found is None or self._files.kinds.get(found) != "section":
            raise self._files.refuse(
                member, f'<assessmentSectionRef href="{href[:100]}">', "there is no such section"
            )
        return self._files.element(found)

    def _rewritten(self, member: str) -> Rewritten:
        def rewritten(address: str) -> str:
            found = self._files.resolve(member, address)
            return address if found is None else self._addresses.get(found, address)

        return rewritten
