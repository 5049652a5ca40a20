"""Renews the files in `static/vendor` from npm: `python -m app.graphiql.vendor`.

They are what the packages publish, with two changes: GraphiQL's style sheet loses its embedded fonts (350 KB; the
page uses the system's), and the comments that name source maps go, for we serve none.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGES = {
    "graphiql": "3.9.0",
    "@graphiql/plugin-explorer": "3.2.6",
    "react": "18.3.1",
    "react-dom": "18.3.1",
    "graphql": "16.11.0",
}
"""Versions 4 and later of GraphiQL are built on Monaco: several megabytes, and workers."""

FILES = {
    "react.js": "react/umd/react.production.min.js",
    "react-dom.js": "react-dom/umd/react-dom.production.min.js",
    "graphiql.js": "graphiql/graphiql.min.js",
    "graphiql.css": "graphiql/graphiql.min.css",
    "explorer.js": "@graphiql/plugin-explorer/dist/index.umd.js",
    "explorer.css": "@graphiql/plugin-explorer/dist/style.css",
}
"""The file here, and where it is in node_modules."""

SOURCE_MAP = "graphiql/graphiql.min.js.map"
ALSO_BUNDLED = ("react-dom", "scheduler", "@graphiql/react", "@graphiql/toolkit", "graphiql-explorer")
VENDOR = Path(__file__).parent / "static" / "vendor"


def main() -> None:
    """Install the packages in a temporary folder, and copy what the page needs, with every licence."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "package.json").write_text(json.dumps({"private": True, "dependencies": PACKAGES}))
        subprocess.run(
            ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=place, check=True
        )
        modules = place / "node_modules"
        for name, source in FILES.items():
            (VENDOR / name).write_text(_cleaned((modules / source).read_text("utf-8")), "utf-8")
        (VENDOR / "LICENSES.txt").write_text(_licences(modules), "utf-8")
    (VENDOR / "versions.json").write_text(json.dumps(PACKAGES, indent=2) + "\n")
    sys.stdout.write(
        f"{VENDOR} holds {', '.join(f'{name} {version}' for name, version in PACKAGES.items())}\n"
    )


def _cleaned(text: str) -> str:
    without_fonts = re.sub(r"@font-face\{[^}]*\}", "", text)
    return re.sub(r"\n?(?://|/\*)# sourceMappingURL=.*", "", without_fonts).rstrip() + "\n"


def _licences(modules: Path) -> str:
    """The licence of every package whose code is in the files, as GraphiQL's source map and we name them."""
    sources: list[str] = json.loads((modules / SOURCE_MAP).read_text("utf-8"))["sources"]
    paths = {
        re.sub(r"^.*node_modules/((?:@[^/]+/)?[^/]+)/.*$", r"\1", s) for s in sources if "node_modules/" in s
    }
    sections = [_licence(modules, name) for name in sorted(paths | set(PACKAGES) | set(ALSO_BUNDLED))]
    return "The files in this folder contain code of these packages.\n" + "".join(sections)


def _licence(modules: Path, name: str) -> str:
    found = sorted(modules.glob(f"**/{name}/package.json"), key=lambda path: len(path.parts))
    if not found:
        return ""
    package = json.loads(found[0].read_text("utf-8"))
    texts = [
        p
        for p in sorted(found[0].parent.iterdir())
        if p.name.lower().startswith(("license", "licence", "copying"))
    ]
    text = (
        texts[0].read_text("utf-8").strip()
        if texts
        else f"Licence: {package.get('license', 'see its package')}"
    )
    return f"\n{'=' * 80}\n{name} {package['version']}\n{'=' * 80}\n{text}\n"


if __name__ == "__main__":
    main()
