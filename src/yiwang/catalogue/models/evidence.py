# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Evidence types: what a material proves, apart from the piece of paper that one item asks for."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yiwang.catalogue.enums import MaterialKind
from yiwang.foundation.identifiers import new_id


class EvidenceType(models.Model):
    """A kind of evidence (材料类型、证明类型), the same whichever item asks for it.

    Whether government can get it itself is not stored: it follows from the licences that items of
    the catalogue issue and from the sources that are connected.

    :ivar licence_type: name of the electronic licence that carries it; "" when there is none
    :ivar merged_into: the type that took this one's place; its code leads there for ever
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=1, choices=MaterialKind)
    issuer = models.CharField(max_length=200, default="", blank=True)
    licence_type = models.CharField(max_length=200, default="", blank=True)
    validity = models.CharField(max_length=200, default="", blank=True)
    revision = models.PositiveIntegerField(default=1)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged"
    )

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_evidence_type"
        constraints = [
            models.CheckConstraint(
                name="evidence_type_code_shape", condition=Q(code__regex=r"^[A-Z][0-9]{4}$")
            ),
            models.UniqueConstraint(
                fields=["name"],
                name="evidence_type_name_once",
                condition=Q(merged_into__isnull=True),
            ),
            models.CheckConstraint(
                name="evidence_type_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class EvidenceName(models.Model):
    """A name of materials, without what does not tell them apart, and the type that it means."""

    name = models.CharField(primary_key=True, max_length=300)
    evidence_type = models.ForeignKey(EvidenceType, on_delete=models.PROTECT, related_name="names")

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_evidence_name"

    def __str__(self) -> str:
        return self.name


class MaterialUse(models.Model):
    """A material of a base item in force, and the type that it is of; without one it is work.

    :ivar plain_name: the name as the mapping knows it
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    base_item = models.ForeignKey(
        "catalogue.BaseItem", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    plain_name = models.CharField(max_length=300)
    is_obtainable = models.BooleanField()
    evidence_type = models.ForeignKey(
        EvidenceType, on_delete=models.PROTECT, null=True, related_name="uses"
    )

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_material_use"
        constraints = [
            models.UniqueConstraint(fields=["base_item", "key"], name="material_use_once")
        ]
        indexes = [models.Index(fields=["plain_name"], name="material_use_plain_name")]

    def __str__(self) -> str:
        return self.name


class UnsaidMaterial(models.Model):
    """A material whose name spoke of somebody else before items could say whose it is.

    Published versions never change, so those from before cannot be told; and an item that is
    published anew from such a text still says nothing. The migration that made this table therefore
    read the names of all texts once. What stands here is taken for somebody else's, in every
    version and draft of the item alike, for as long as the text at hand does not say itself whose
    it is; everything else that says nothing is the applicant's, as it always was.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    base_item = models.ForeignKey(
        "catalogue.BaseItem", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    key = models.CharField(max_length=40)

    personal_data: ClassVar[dict[str, tuple[str, int]]] = {}

    class Meta:
        db_table = "catalogue_unsaid_material"
        constraints = [
            models.UniqueConstraint(fields=["base_item", "key"], name="unsaid_material_once")
        ]

    def __str__(self) -> str:
        return self.key
