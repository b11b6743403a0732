# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Guides as linked data: read by libraries that we did not write, held to CPSV-AP by SHACL."""

import json
from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, Graph, Namespace
from rdflib.compare import isomorphic

from tests.catalogue import worlds
from yiwang.catalogue import selectors
from yiwang.catalogue.content import Fee
from yiwang.catalogue.feeds import linked
from yiwang.catalogue.guides import Guide

pytestmark = [
    pytest.mark.django_db,
    # The libraries' own housekeeping; nothing of it is ours.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]
SITE = "https://yiwang.example"
SHAPES = Path(__file__).parent / "cpsv_ap_shapes.ttl"
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
NASTY = 'x"</script><b>\\ \n <http://evil> . ; @zh ^^ 名'


def guide_of(catalogue: worlds.Catalogue, item: str) -> Guide:
    return selectors.guide(catalogue.list_of(item).code, worlds.TODAY)


def nasty(guide: Guide) -> Guide:
    """Return the guide as somebody would write it who wants to break out of every format."""
    fees = (Fee(name=NASTY, standard=NASTY, amount_cents=1050, basis=NASTY),)
    local = guide.item.local.model_copy(update={"fees": fees, "address": NASTY})
    item = replace(guide.item, department_name=NASTY, local=local)
    return replace(guide, item=item)


def graph_of(guide: Guide) -> Graph:
    return Graph().parse(data=linked.turtle(linked.cpsv(guide, site=SITE)), format="turtle")


@pytest.mark.parametrize("item", ["K0008", "K0043", "K0152", "K0278", *worlds.OWN_MOTION])
def test_every_guide_conforms_to_the_application_profile(catalogue, item):
    found = graph_of(guide_of(catalogue, item))

    conforms, _report, words = pyshacl.validate(found, shacl_graph=str(SHAPES), inplace=False)

    assert conforms, words
    assert len(list(found.subjects(RDF.type, CPSV.PublicService))) == 1


def test_the_shapes_refuse_a_service_without_an_authority(catalogue):
    found = graph_of(guide_of(catalogue, "K0008"))
    found.remove((None, CV.hasCompetentAuthority, None))

    conforms, _report, _words = pyshacl.validate(found, shacl_graph=str(SHAPES), inplace=False)

    assert not conforms


@pytest.mark.parametrize("item", ["K0008", "K0300"])
def test_both_writings_say_the_same(catalogue, item):
    nodes = linked.cpsv(guide_of(catalogue, item), site=SITE)

    as_turtle = Graph().parse(data=linked.turtle(nodes), format="turtle")
    as_json = Graph().parse(data=linked.json_ld(nodes), format="json-ld")

    assert isomorphic(as_turtle, as_json)


def test_nothing_in_a_guide_breaks_out_of_a_format(catalogue):
    guide = nasty(guide_of(catalogue, "K0008"))
    found = graph_of(guide)

    conforms, _report, words = pyshacl.validate(found, shacl_graph=str(SHAPES), inplace=False)

    assert conforms, words
    labels = {str(label) for label in found.objects(None, None)}
    assert NASTY in labels
    assert not any("evil" in str(subject) for subject in found.subjects())
    nodes = linked.cpsv(guide, site=SITE)
    assert isomorphic(found, Graph().parse(data=linked.json_ld(nodes), format="json-ld"))


def test_a_data_block_in_a_page_cannot_be_ended_from_inside(catalogue):
    data = linked.schema_org(nasty(guide_of(catalogue, "K0008")), site=SITE)

    text = linked.in_a_page(data)

    assert "<" not in text
    assert ">" not in text
    assert json.loads(text) == data
    assert data["@type"] == "GovernmentService"
    assert data["offers"][0]["price"] == "10.5"
