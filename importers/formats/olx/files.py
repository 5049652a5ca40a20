"""The account of what became of each file of a package."""

from importers.formats.olx.source import SUBTITLES, Source

REASONS = {
    "static": "media, which are not imported",
    "assets": "a list of media",
    "policies/assets.json": "a list of media",
}


def account(source: Source) -> None:
    """Count the files that were used, and warn of those that nothing refers to."""
    tally = source.report.of("file")
    tally.read = len(source.package.sizes)
    tally.used = len(source.used)
    for member in sorted(set(source.package.sizes) - source.used):
        name = member.removeprefix(source.root)
        reason = REASONS.get(name) or REASONS.get(name.split("/")[0])
        if reason is None or member.endswith(SUBTITLES):
            tally.skip("nothing refers to it")
            source.report.warn("a file that nothing refers to is left out", name)
        else:
            tally.skip(reason)
