# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""No algorithm is used that the inventory does not name, and none that is weak."""

import ast
import re
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from django.conf import settings

from tools import cryptography_page
from yiwang.foundation import cipher_suites
from yiwang.sso import signing

ROOT = Path(__file__).parents[2]
SOURCES = [
    path for folder in cryptography_page.FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))
]
PAGE = ROOT / "docs" / "handbook" / "cryptography.md"
STRONG = {"sha256", "sha384", "sha512", "sm3", "blake2b", "new"}


def attributes(path: Path, library: str) -> set[str]:
    """Return what a module takes from a library: ``hashlib.sha256``, ``from hashlib import …``."""
    tree = ast.parse(path.read_text())
    dotted = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == library
    }
    named = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == library
        for alias in node.names
    }
    return dotted | named


def test_no_module_uses_cryptography_that_the_inventory_does_not_name():
    assert PAGE.read_text() == cryptography_page.page()
    known = {use.where.split(".")[0] for use in cryptography_page.USES}
    rooms = {
        name.split("/")[1] for name in cryptography_page.modules() if name.startswith("yiwang/")
    }
    told = {word.strip() for use in cryptography_page.USES for word in re.split(r"[,.]", use.where)}

    assert rooms - told - known - {"notifications"} == set()


OF_CARRIERS = {
    "src/yiwang/delivery/carriers/sandbox_xml/provider.py",
    "src/yiwang/delivery/carriers/sf_express/provider.py",
}
"""Carriers' protocols want MD5 digests; what such a digest vouches for only makes us ask them."""
LOOKED_UP_ONLY = {"src/yiwang/identity/services/breached_passwords.py"}
"""Sets of breached passwords are published as SHA-1; it finds a line there and protects nothing."""


def test_nothing_weak_stands_in_the_sources():
    weak = re.compile(
        r"\b(MD5|SHA1|TripleDES|ARC4|Blowfish|IDEA|CAST5|SEED|ECB|PKCS1v15|RC4)\b"
        r"|\bhashlib\.(md5|sha1|new)\b|modes\.(CBC|CTR|CFB|OFB|ECB)\b|padding\.PKCS1"
    )
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in SOURCES
        if str(path.relative_to(ROOT)) not in LOOKED_UP_ONLY | OF_CARRIERS
        for line in path.read_text().splitlines()
        if weak.search(line) and not line.lstrip().startswith("#")
    ]

    assert found == []


def test_every_hash_has_at_least_256_bits():
    weak = LOOKED_UP_ONLY | OF_CARRIERS
    strong = [path for path in SOURCES if str(path.relative_to(ROOT)) not in weak]
    used = {name for path in strong for name in attributes(path, "hashlib")}

    assert used <= {"sha256", "blake2b"}
    assert {suite.hash_algorithm().digest_size for suite in cipher_suites.SUITES.values()} == {32}
    taken = {name for path in SOURCES for name in attributes(path, "hashes")}
    assert taken <= {"SHA256", "SM3", "Hash", "HashAlgorithm", "HashContext"}
    assert hashes.SM3.digest_size == hashes.SHA256.digest_size == 32


def test_the_weak_hash_of_published_sets_is_marked_as_protecting_nothing():
    for name in LOOKED_UP_ONLY:
        text = (ROOT / name).read_text()
        assert text.count("hashlib.") == text.count("usedforsecurity=False") == 1


def test_the_weak_digests_of_carriers_are_marked_as_protecting_nothing():
    for name in OF_CARRIERS:
        text = (ROOT / name).read_text()
        assert text.count("md5(") == text.count("usedforsecurity=False") == 1


def test_every_key_is_strong_enough():
    rsa, _sealed = signing.new_pair("RS256")
    curve, _sealed = signing.new_pair("ES256")

    assert int(rsa.get_op_key("verify").key_size) >= 3072
    assert int(curve.get_op_key("verify").key_size) >= 256
    assert signing.ALGORITHMS == ("RS256", "ES256") or set(signing.ALGORITHMS) == {"RS256", "ES256"}
    assert all(len(entry["secret"]) == 32 for entry in settings.FIELD_ENCRYPTION_KEYS)
    assert len(settings.LEDGER_SIGNING_KEY) == 32
