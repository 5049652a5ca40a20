"""Rows that belong to no tenant: countries, domains, the tree of subjects, and two frameworks of standards."""

from demo.world.draft import Draft, Row, read, read_rows

BEGAN = -1_200


def reference(draft: Draft) -> None:
    """Draft the reference tables."""
    for line in read_rows("countries.tsv"):
        draft.add("countries", line["iso_code"], line)
    domains = {
        line["code"]: draft.add("domains", line["code"], line, made=draft.at(BEGAN))
        for line in read_rows("domains.tsv")
    }
    _subjects(draft, domains)
    _standards(draft)


def _subjects(draft: Draft, domains: dict[str, str]) -> None:
    subjects: dict[str, str] = {}
    for line in read_rows("subjects.tsv"):
        values: Row = {
            "parent_id": subjects[line["parent"]] if line["parent"] else None,
            "domain_id": domains[line["domain"]],
            "name": line["name"],
            "code": line["code"],
            "description": line["description"],
        }
        subjects[line["code"]] = draft.add("subjects", line["code"], values, made=draft.at(BEGAN))


def _standards(draft: Draft) -> None:
    made = draft.at(BEGAN)
    standards: dict[str, str] = {}
    publishers: dict[str, str] = {}
    lists = read("standards.toml")
    for framework in lists["framework"]:
        shown = {
            key: framework[key]
            for key in ("code", "name", "jurisdiction", "language", "source_guid", "metadata")
        }
        framework_id = draft.add("standards_frameworks", framework["key"], shown, made=made)
        for place, (code, band, description, tags) in enumerate(framework["standards"], 1):
            name = f"{framework['key']} {code}"
            values: Row = {
                "framework_id": framework_id,
                "code": code,
                "grade_band": band,
                "subject": framework["subject"],
                "description": description,
                "tags": tags,
                "source_guid": f"{framework['source_guid']}:{code}",
                "metadata": {"statement_type": "domain" if "domain" in tags else "standard"},
                "sequence_index": place,
            }
            standards[name] = draft.add("standards", name, values, made=made)
            publishers[standards[name]] = framework_id
    counted: dict[tuple[str, str], int] = {}
    for source, kind, target in lists["associations"]["rows"]:
        place = counted[target, kind] = counted.get((target, kind), 0) + 1
        association: Row = {
            "from_id": standards[source],
            "to_id": standards[target],
            "kind": kind,
            "sequence_index": place,
            "framework_id": publishers[standards[source]],
        }
        draft.add("standard_associations", f"{source} {kind} {target}", association, made=made)
