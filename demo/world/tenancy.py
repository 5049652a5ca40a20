"""A tenant, its organisations, the categories of its catalogue, and its partner clients."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from demo.world.draft import Draft, Row

BEGAN = -900


@dataclass(frozen=True, slots=True)
class Organization:
    """An organisation, with the facts that other parts of the data need."""

    id: str
    key: str
    kind: str
    name: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Places:
    """The organisations by key, and the categories of the catalogue by name."""

    organizations: dict[str, Organization]
    categories: dict[str, str]

    def attended(self) -> list[Organization]:
        """The organisations where people learn: all that are open, except the root and those that only group others."""
        return [
            place
            for place in self.organizations.values()
            if place.is_active and place.key != "root" and place.kind != "region"
        ]


def tenant_row(plan: dict[str, Any], tenant_id: str, countries: Mapping[str, str], made: str) -> Row:
    """The row of the tenant itself. Its logo is set later."""
    stated = plan["tenant"]
    return {
        "id": tenant_id,
        **{key: stated[key] for key in stated if key != "country"},
        "country_id": countries[stated["country"]],
        "is_active": True,
        "created_at": made,
        "updated_at": made,
    }


def tenancy(draft: Draft, plan: dict[str, Any], countries: Mapping[str, str], issuer: str) -> Places:
    """Draft the organisations, the categories and the partner clients."""
    organizations: dict[str, Organization] = {}
    for days, stated in enumerate(plan["organization"], BEGAN):
        organizations[stated["key"]] = _organization(draft, stated, organizations, countries, draft.at(days))
    categories: dict[str, str] = {}
    for place, stated in enumerate(plan["category"], 1):
        values: Row = {
            "name": stated["name"],
            "description": stated.get("description"),
            "sequence_index": place,
            "deleted_at": draft.at(-400) if stated.get("deleted") else None,
        }
        categories[stated["name"]] = draft.add(
            "categories", stated["name"], values, made=draft.at(BEGAN + 20)
        )
    for stated in plan["client"]:
        client: Row = {
            "issuer": issuer,
            "subject": stated["subject"],
            "name": stated["name"],
            "scopes": stated["scopes"],
            "is_active": stated.get("active", True),
        }
        draft.add("gateway.clients", stated["subject"], client, made=draft.at(-200))
    return Places(organizations, categories)


def _organization(
    draft: Draft,
    stated: dict[str, Any],
    above: dict[str, Organization],
    countries: Mapping[str, str],
    made: str,
) -> Organization:
    is_active: bool = stated.get("is_active", True)
    values: Row = {
        "parent_id": above[stated["parent"]].id if "parent" in stated else None,
        "kind": stated["kind"],
        "name": stated["name"],
        "code": stated["code"],
        "country_id": countries[stated["country"]] if "country" in stated else None,
        "time_zone": stated.get("time_zone"),
        "website_url": stated.get("website_url"),
        "grade_bands": stated.get("grade_bands", []),
        "is_active": is_active,
        "metadata": stated["metadata"],
        "external_id": f"sis:org-{stated['code'].lower()}",
        "deleted_at": draft.at(-300) if stated.get("deleted") else None,
    }
    key = draft.add("organizations", stated["key"], values, made=made)
    return Organization(
        key, stated["key"], stated["kind"], stated["name"], is_active and not stated.get("deleted")
    )
