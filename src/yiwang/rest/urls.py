# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the machine interface, the busiest first: Django tries them in this order."""

from django.urls import include, path

from yiwang.rest import guide
from yiwang.rest.administration import activations as staff_activations
from yiwang.rest.administration import imports as staff_imports
from yiwang.rest.administration import labels as staff_labels
from yiwang.rest.administration import people as staff_people
from yiwang.rest.administration import powers
from yiwang.rest.api import api
from yiwang.rest.people import (
    accounts,
    acting,
    drafts,
    files,
    firm_contacts,
    forms,
    me,
    message_settings,
    messages,
    papers,
)
from yiwang.rest.people import asking as people_asking
from yiwang.rest.people import automation as people_automation
from yiwang.rest.people import cases as people_cases
from yiwang.rest.people import contacts as people_contacts
from yiwang.rest.people import credit as people_credit
from yiwang.rest.people import entitlements as people_entitlements
from yiwang.rest.people import halls as people_halls
from yiwang.rest.people import interests as people_interests
from yiwang.rest.people import languages as people_languages
from yiwang.rest.people import parcels as people_parcels
from yiwang.rest.people import privacy as own_data
from yiwang.rest.people import procedures as people_procedures
from yiwang.rest.people import reviews as own_reviews
from yiwang.rest.people import service_addresses as own_addresses
from yiwang.rest.people import serving as people_serving
from yiwang.rest.people import spared as people_spared
from yiwang.rest.people import together as people_together
from yiwang.rest.people import trust as people_trust
from yiwang.rest.public import announced as public_announced
from yiwang.rest.public import benchmarks as public_benchmarks
from yiwang.rest.public import carriers, feeds, following, items, laws, old_codes, places, tokens
from yiwang.rest.public import changes as public_changes
from yiwang.rest.public import devices as public_devices
from yiwang.rest.public import guidance as public_guidance
from yiwang.rest.public import halls as public_halls
from yiwang.rest.public import ledger as public_ledger
from yiwang.rest.public import powers as public_powers
from yiwang.rest.public import privacy as public_privacy
from yiwang.rest.public import receipts as message_receipts
from yiwang.rest.public import reviews as public_reviews
from yiwang.rest.public import rules as public_rules
from yiwang.rest.public import spared as public_spared
from yiwang.rest.public import standard as public_standard
from yiwang.rest.public import stars as public_stars
from yiwang.rest.public import zones as public_zones
from yiwang.rest.staff import aftermath as staff_aftermath
from yiwang.rest.staff import asking as staff_asking
from yiwang.rest.staff import attended as staff_attended
from yiwang.rest.staff import automation as staff_automation
from yiwang.rest.staff import batches as staff_batches
from yiwang.rest.staff import benchmarks as staff_benchmarks
from yiwang.rest.staff import catalogue as staff_catalogue
from yiwang.rest.staff import (
    catalogue_guide,
    catalogue_merging,
    catalogue_more,
    catalogue_responsibilities,
    catalogue_sheets,
    cited_titles,
    connected,
    counter,
    hall_devices,
    handling,
    mandates,
    notices,
    orders_at_once,
    own_elements,
    own_items,
    tasks,
)
from yiwang.rest.staff import consultations as staff_consultations
from yiwang.rest.staff import contacts as staff_contacts
from yiwang.rest.staff import desk as staff_desk
from yiwang.rest.staff import findings as staff_findings
from yiwang.rest.staff import guidance as staff_guidance
from yiwang.rest.staff import halls as staff_halls
from yiwang.rest.staff import languages as staff_languages
from yiwang.rest.staff import layers as staff_layers
from yiwang.rest.staff import ledger as staff_ledger
from yiwang.rest.staff import lighter as staff_lighter
from yiwang.rest.staff import logos as staff_logos
from yiwang.rest.staff import lower_reviews as staff_lower_reviews
from yiwang.rest.staff import messages as staff_messages
from yiwang.rest.staff import modelling as staff_modelling
from yiwang.rest.staff import own as staff_own
from yiwang.rest.staff import own_motion as staff_own_motion
from yiwang.rest.staff import paper_batches as staff_paper_batches
from yiwang.rest.staff import parcels as staff_parcels
from yiwang.rest.staff import parties as staff_parties
from yiwang.rest.staff import party_papers as staff_party_papers
from yiwang.rest.staff import privacy as staff_privacy
from yiwang.rest.staff import procedures as staff_procedures
from yiwang.rest.staff import receiving as staff_receiving
from yiwang.rest.staff import reviews as staff_reviews
from yiwang.rest.staff import rule_objections as staff_rule_objections
from yiwang.rest.staff import rule_switches as staff_rule_switches
from yiwang.rest.staff import serving as staff_serving
from yiwang.rest.staff import sheets as staff_sheets
from yiwang.rest.staff import source_changes as staff_source_changes
from yiwang.rest.staff import sources as staff_sources
from yiwang.rest.staff import spared as staff_spared
from yiwang.rest.staff import synonyms as staff_synonyms
from yiwang.rest.staff import trust as staff_trust
from yiwang.rest.staff import work_mail as staff_work_mail
from yiwang.rest.staff import zones as staff_zones
from yiwang.rest.systems import cases as system_cases

api.add_router("/cases", people_cases.router)
api.add_router("/entitlements", people_entitlements.router)
api.add_router("/staff", staff_aftermath.router)
api.add_router("/staff", staff_receiving.router)
api.add_router("/staff", staff_lower_reviews.router)
for room in (handling, tasks, files, items, drafts, messages, papers, forms, notices, me, acting):
    api.add_router("", room.router)
for room in (following, tokens, places, laws, counter, mandates, public_ledger, staff_ledger):
    api.add_router("", room.router)
for room in (people_trust, people_credit):
    api.add_router("", room.router)
api.add_router("/staff", staff_trust.router)
api.add_router("/counter", staff_attended.router)
for room in (people_spared, public_spared):
    api.add_router("", room.router)
api.add_router("/staff", staff_spared.router)
api.add_router("/staff", staff_sources.router)
api.add_router("/staff", staff_source_changes.router)
for room in (people_procedures, staff_procedures, people_asking, staff_asking, people_together):
    api.add_router("", room.router)
for room in (people_contacts, staff_contacts):
    api.add_router("", room.router)
api.add_router("/staff", staff_own_motion.router)
api.add_router("", staff_parties.router)
api.add_router("", accounts.router)
api.add_router("", connected.router)
for room in (own_data, public_privacy, staff_privacy):
    api.add_router("", room.router)
for room in (staff_people, powers, staff_imports, staff_labels):
    api.add_router("/staff", room.router)
api.add_router("", staff_activations.router)
api.add_router("", staff_own.router)
api.add_router("", staff_work_mail.router)
api.add_router("/staff", staff_synonyms.router)
for room in (public_powers, public_stars, public_announced, people_interests, feeds):
    api.add_router("", room.router)
api.add_router("", public_guidance.router)
api.add_router("", public_benchmarks.router)
api.add_router("/staff", staff_benchmarks.router)
api.add_router("/staff", staff_guidance.router)
api.add_router("/staff", staff_modelling.router)
api.add_router("", old_codes.router)
api.add_router("", staff_layers.router)
api.add_router("", public_changes.router)
api.add_router("/staff", catalogue_merging.router)
for room in (staff_catalogue, catalogue_guide, catalogue_more, catalogue_responsibilities):
    api.add_router("/staff", room.router)
api.add_router("/staff", catalogue_sheets.router)
for room in (own_items, own_elements, orders_at_once):
    api.add_router("/staff", room.router)
api.add_router("/staff/catalogue", staff_findings.router)
api.add_router("/staff/catalogue", cited_titles.router)
api.add_router("", public_standard.router)
for room in (message_settings, firm_contacts, message_receipts):
    api.add_router("", room.router)
api.add_router("/staff", staff_messages.router)
for room in (staff_logos, staff_sheets):
    api.add_router("/staff", room.router)
for room in (public_reviews, own_reviews):
    api.add_router("", room.router)
api.add_router("/staff", staff_reviews.router)
api.add_router("", public_zones.router)
api.add_router("/staff", staff_zones.router)
for room in (public_halls, public_devices, people_halls):
    api.add_router("", room.router)
api.add_router("", people_languages.router)
api.add_router("/staff", staff_languages.router)
for room in (people_serving, own_addresses):
    api.add_router("", room.router)
api.add_router("/staff", staff_serving.router)
api.add_router("/staff", staff_party_papers.router)
api.add_router("/staff", staff_paper_batches.router)
for room in (staff_halls, hall_devices, staff_desk):
    api.add_router("/staff", room.router)
for room in (public_rules, people_automation):
    api.add_router("", room.router)
for room in (staff_automation, staff_rule_switches, staff_rule_objections):
    api.add_router("/staff", room.router)
for room in (staff_batches, staff_consultations, staff_lighter):
    api.add_router("/staff", room.router)
api.add_router("/systems", system_cases.router)
api.add_router("", people_parcels.router)
api.add_router("/staff", staff_parcels.router)
api.add_router("", carriers.router)

urlpatterns = [
    path("v1/", include(api.urls[0])),
    path("openapi.json", guide.openapi_json, name="openapi"),
    path("docs", guide.docs, name="docs"),
]
app_name = "rest"
