# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A guide as linked data: CPSV-AP in Turtle and JSON-LD, and schema.org for search engines. Pure.

Source: CPSV-AP 3.2 (Core Public Service Vocabulary, application profile); schema.org
GovernmentService. Written without a library: a handful of triples about one guide, each literal
escaped in one place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import orjson

from yiwang.catalogue.guides import Guide

PREFIXES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
}
LANGUAGE: Final = "zh"
CHINESE: Final = "http://publications.europa.eu/resource/authority/language/ZHO"
YUAN: Final = "http://publications.europa.eu/resource/authority/currency/CNY"
_DURATION: Final = {"workday": "P{}D", "day": "P{}D", "month": "P{}M", "year": "P{}Y"}
_UNSAFE_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|\\^`]')


@dataclass(frozen=True, slots=True)
class Iri:
    """A resource by its address, or by a short name such as ``cv:Channel``."""

    value: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A text or a value; ``datatype`` is a short name."""

    value: str
    language: str = ""
    datatype: str = ""


Term = Iri | Literal


@dataclass(slots=True)
class Node:
    """What is said of one resource."""

    iri: str
    kind: str
    said: list[tuple[str, Term]] = field(default_factory=list)

    def say(self, predicate: str, *terms: Term) -> None:
        self.said += [(predicate, term) for term in terms]


def cpsv(guide: Guide, *, site: str) -> list[Node]:
    """Return a guide as a public service with its authority, channels, inputs, costs and outputs.

    :param site: address of the installation, without a slash at the end
    """
    item = guide.item
    service = Node(f"{site}/guide/{item.code}", "cpsv:PublicService")
    authority = Node(f"{site}/departments/{item.department_id}", "cv:PublicOrganisation")
    authority.say("dct:identifier", Literal(item.code[:18]))
    authority.say("skos:prefLabel", _zh(item.department_name))
    authority.say("dct:spatial", Iri(f"{site}/windows/{item.region_code}"))
    service.say("dct:identifier", Literal(item.code))
    service.say("dct:title", _zh(item.name))
    service.say("dct:description", _zh(_description(guide)))
    service.say("dct:language", Iri(CHINESE))
    service.say("cv:hasCompetentAuthority", Iri(authority.iri))
    service.say("cv:thematicArea", *(_theme(site, name) for name in sorted(item.theme_names)))
    if item.promise_limit is not None:
        shape = _DURATION[item.promise_limit.unit.value]
        duration = Literal(shape.format(item.promise_limit.amount), datatype="xsd:duration")
        service.say("cv:processingTime", duration)
    parts = [*_channels(guide, site), *_inputs(guide, site), *_costs(guide, site)]
    parts += [*_outputs(guide, site), *_laws(guide, site)]
    for predicate, node in parts:
        service.say(predicate, Iri(node.iri))
    return [service, authority, *(node for _predicate, node in parts)]


def schema_org(guide: Guide, *, site: str) -> dict[str, Any]:
    """Return a guide as schema.org GovernmentService, for search engines."""
    item = guide.item
    url = f"{site}/guide/{item.code}"
    channel: dict[str, Any] = {"@type": "ServiceChannel", "name": item.department_name}
    if item.counter.address:
        channel["serviceLocation"] = {
            "@type": "Place",
            "name": item.department_name,
            "address": item.counter.address,
        }
    if item.counter.consult_phone:
        channel["servicePhone"] = {
            "@type": "ContactPoint",
            "telephone": item.counter.consult_phone,
        }
    if item.is_online and item.is_applied_for:
        channel["serviceUrl"] = url
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": url,
        "url": url,
        "identifier": item.code,
        "name": item.name,
        "description": _description(guide),
        "inLanguage": "zh-Hans",
        "serviceOperator": {
            "@type": "GovernmentOrganization",
            "name": item.department_name,
            "url": f"{site}/departments/{item.department_id}",
        },
        "jurisdiction": {"@type": "AdministrativeArea", "identifier": item.region_code},
        "audience": [{"@type": "Audience", "audienceType": kind} for kind in item.service_objects],
        "availableChannel": channel,
        "offers": [_offer(fee) for fee in item.fees]
        or [{"@type": "Offer", "price": "0", "priceCurrency": "CNY"}],
    }


def turtle(nodes: Sequence[Node]) -> str:
    """Return nodes in Turtle."""
    used = (f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items())
    return "".join(used) + "\n" + "\n".join(_turtle_of(node) for node in nodes)


def json_ld(nodes: Sequence[Node]) -> bytes:
    """Return nodes in JSON-LD, each once in a graph."""
    return orjson.dumps({"@context": PREFIXES, "@graph": [_json_of(node) for node in nodes]})


def in_a_page(data: dict[str, Any]) -> str:
    """Return JSON that may stand in a page as it is: no sign in it can end the element."""
    text = orjson.dumps(data).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


# ── parts


def _channels(guide: Guide, site: str) -> Iterator[tuple[str, Node]]:
    item = guide.item
    url = f"{site}/guide/{item.code}"
    if item.is_online and item.is_applied_for:
        online = Node(f"{url}#online", "cv:Channel")
        online.say("dct:identifier", Literal(f"{item.code}-online"))
        online.say("dct:description", _zh("网上办理"))
        online.say("foaf:page", Iri(url))
        yield "cv:hasChannel", online
    if item.counter.address:
        counter = Node(f"{url}#counter", "cv:Channel")
        counter.say("dct:identifier", Literal(f"{item.code}-counter"))
        counter.say("dct:description", _zh(item.counter.address))
        if item.counter.hours:
            counter.say("schema:openingHours", _zh(item.counter.hours))
        yield "cv:hasChannel", counter
    if item.counter.phones:
        contact = Node(f"{url}#contact", "cv:ContactPoint")
        contact.say("cv:telephone", *(Literal(phone) for phone in item.counter.phones))
        yield "cv:contactPoint", contact


def _inputs(guide: Guide, site: str) -> Iterator[tuple[str, Node]]:
    for material in guide.item.materials:
        if not material.is_uploaded:
            continue
        node = Node(f"{site}/guide/{guide.item.code}#material-{material.key}", "cv:Evidence")
        node.say("dct:identifier", Literal(f"{guide.item.code}-{material.key}"))
        node.say("dct:title", _zh(material.name))
        yield "cpsv:hasInput", node


def _costs(guide: Guide, site: str) -> Iterator[tuple[str, Node]]:
    for number, fee in enumerate(guide.item.fees, 1):
        node = Node(f"{site}/guide/{guide.item.code}#fee-{number}", "cv:Cost")
        node.say("dct:identifier", Literal(f"{guide.item.code}-fee-{number}"))
        node.say("dct:description", _zh(f"{fee.name}：{fee.standard}"))
        if fee.amount_cents:
            node.say("cv:value", Literal(_yuan(fee.amount_cents), datatype="xsd:decimal"))
            node.say("cv:currency", Iri(YUAN))
        yield "cv:hasCost", node


def _outputs(guide: Guide, site: str) -> Iterator[tuple[str, Node]]:
    for number, result in enumerate(guide.item.results, 1):
        node = Node(f"{site}/guide/{guide.item.code}#result-{number}", "cv:Output")
        node.say("dct:identifier", Literal(f"{guide.item.code}-result-{number}"))
        node.say("dct:title", _zh(result.name))
        yield "cpsv:produces", node


def _laws(guide: Guide, site: str) -> Iterator[tuple[str, Node]]:
    for number, cited in enumerate(guide.articles, 1):
        stored = f"{site}/laws/{cited.article_id}"
        own = f"{site}/guide/{guide.item.code}#law-{number}"
        node = Node(stored if cited.article_id else own, "eli:LegalResource")
        node.say("dct:title", _zh(f"《{cited.law}》{cited.label}"))
        yield "cv:hasLegalResource", node


def _description(guide: Guide) -> str:
    item = guide.item
    return "".join((f"{item.department_name}办理“{item.name}”。", *item.conditions))


def _theme(site: str, name: str) -> Iri:
    return Iri(f"{site}/search?q={name}")


def _offer(fee: Any) -> dict[str, str]:
    offer = {"@type": "Offer", "description": f"{fee.name}：{fee.standard}", "priceCurrency": "CNY"}
    return offer | ({"price": _yuan(fee.amount_cents)} if fee.amount_cents else {})


def _yuan(cents: int) -> str:
    return str(Decimal(cents) / 100)


def _zh(text: str) -> Literal:
    return Literal(text, language=LANGUAGE)


# ── writing


def _turtle_of(node: Node) -> str:
    lines = [f"<{_address(node.iri)}> a {node.kind}"]
    lines += [f"    {predicate} {_turtle_term(term)}" for predicate, term in node.said]
    return " ;\n".join(lines) + " .\n"


def _turtle_term(term: Term) -> str:
    if isinstance(term, Iri):
        return f"<{_address(term.value)}>"
    text = orjson.dumps(term.value).decode()  # JSON's escapes are among those of Turtle
    if term.language:
        return f"{text}@{term.language}"
    return f"{text}^^{term.datatype}" if term.datatype else text


def _json_of(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": _address(node.iri), "@type": node.kind}
    for predicate, term in node.said:
        found.setdefault(predicate, []).append(_json_term(term))
    return found


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, Iri):
        return {"@id": _address(term.value)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    return {"@value": term.value} | ({"@type": term.datatype} if term.datatype else {})


def _address(iri: str) -> str:
    """Return an address in which no sign can end it."""
    return _UNSAFE_IN_IRI.sub(lambda sign: f"%{ord(sign.group()):02X}", iri)
