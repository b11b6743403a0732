# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The tree against RFC 6962's own words, its reference vectors, and an independent library."""

from hashlib import sha256

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.ledger import merkle

SHA256 = merkle.TREE_HASHES["sha256"]
SM3 = merkle.TREE_HASHES["sm3"]
# The inputs and roots that the reference implementation of Certificate Transparency is tested with.
VECTORS = [
    ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
    ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
    ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
    (
        "606162636465666768696a6b6c6d6e6f",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ),
]


def entries(count):
    return [f"entry {number}".encode() for number in range(count)]


def node_of(leaves, tree_hash=SHA256):
    return lambda height, place: tree_hash.fold_level(leaves[place << height : place + 1 << height])


def rfc_root(leaves, tree_hash=SHA256):
    """Work out the root exactly as RFC 6962, section 2.1, defines it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else tree_hash.digest(b"")
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return tree_hash.node(rfc_root(leaves[:split], tree_hash), rfc_root(leaves[split:], tree_hash))


def test_the_empty_tree_is_the_hash_of_nothing():
    assert merkle.Frontier(SHA256).root() == sha256(b"").digest()


def test_roots_are_those_of_the_reference_vectors():
    frontier = merkle.Frontier(SHA256)

    roots = []
    for entry, _ in VECTORS:
        frontier.extend([SHA256.leaf(bytes.fromhex(entry))])
        roots.append(frontier.root().hex())

    assert roots == [root for _, root in VECTORS]


def test_sm3_gives_the_digest_of_the_standard():
    # GB/T 32905-2016, annex A.1.
    assert SM3.digest(b"abc").hex() == (
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )


@pytest.mark.parametrize("tree_hash", [SHA256, SM3], ids=lambda one: one.name)
@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 700])
def test_a_frontier_has_the_root_that_the_definition_gives(size, tree_hash):
    leaves = [tree_hash.leaf(entry) for entry in entries(size)]
    frontier = merkle.Frontier(tree_hash)

    frontier.extend(leaves)

    assert frontier.root() == rfc_root(leaves, tree_hash)


@given(st.integers(0, 600), st.integers(0, 600))
def test_a_frontier_can_be_put_away_and_taken_up_again(first, second):
    leaves = [SHA256.leaf(entry) for entry in entries(first + second)]
    before = merkle.Frontier(SHA256)
    before.extend(leaves[:first])

    after = merkle.Frontier(SHA256, before.size, before.packed())
    after.extend(leaves[first:])

    assert after.root() == rfc_root(leaves)


@pytest.mark.parametrize("size", [1, 3, 8])
def test_a_frontier_of_another_size_is_refused(size):
    with pytest.raises(ValueError, match="complete subtrees"):
        merkle.Frontier(SHA256, size, b"\0" * 32 * (size.bit_count() + 1))


def test_tiles_are_told_of_when_they_fill_up():
    leaves = [SHA256.leaf(entry) for entry in entries(256 * 256 + 5)]
    frontier = merkle.Frontier(SHA256)

    tiles = frontier.extend(leaves)

    assert [tile.position for tile in tiles if tile.level == 0] == list(range(256))
    assert tiles[-2:] == [
        merkle.FullTile(0, 255, rfc_root(leaves[255 * 256 : 256 * 256])),
        merkle.FullTile(1, 0, rfc_root(leaves[: 256 * 256])),
    ]


@given(st.data())
def test_an_independent_library_accepts_our_inclusion_proofs(data):
    size = data.draw(st.integers(1, 300))
    index = data.draw(st.integers(0, size - 1))
    leaves, theirs = ours_and_theirs(size)

    path = merkle.inclusion_path(SHA256, node_of(leaves), index, size)

    proof = theirs.prove_inclusion(index + 1, size)
    assert proof.path == [leaves[index], *path]
    proof.path = [leaves[index], *path]
    pymerkle.verify_inclusion(leaves[index], theirs.get_root(size), proof, index + 1, size)
    assert merkle.root_from_inclusion(SHA256, leaves[index], index, size, path) == theirs.get_root(
        size
    )


@given(st.data())
def test_our_consistency_proofs_lead_to_both_roots_of_an_independent_library(data):
    new = data.draw(st.integers(2, 300))
    old = data.draw(st.integers(1, new - 1))
    leaves, theirs = ours_and_theirs(new)

    path = merkle.consistency_path(SHA256, node_of(leaves), old, new)

    assert merkle.roots_from_consistency(SHA256, old, new, theirs.get_root(old), path) == (
        theirs.get_root(old),
        theirs.get_root(new),
    )


def test_the_proofs_drawn_in_the_rfc_are_ours():
    # RFC 6962, section 2.1.3: the tree of seven leaves and its proofs.
    leaves = [SHA256.leaf(entry) for entry in entries(7)]
    node = node_of(leaves)
    a, b, _c, d, e, f, j = leaves
    g, h, i = SHA256.node(a, b), node(1, 1), SHA256.node(e, f)
    k = SHA256.node(g, h)
    last = SHA256.node(i, j)

    assert merkle.inclusion_path(SHA256, node, 0, 7) == [b, h, last]
    assert merkle.inclusion_path(SHA256, node, 3, 7) == [leaves[2], g, last]
    assert merkle.inclusion_path(SHA256, node, 4, 7) == [f, j, k]
    assert merkle.inclusion_path(SHA256, node, 6, 7) == [i, k]
    assert merkle.consistency_path(SHA256, node, 3, 7) == [leaves[2], d, g, last]
    assert merkle.consistency_path(SHA256, node, 4, 7) == [last]
    assert merkle.consistency_path(SHA256, node, 6, 7) == [i, j, k]


def test_a_proof_with_a_flipped_bit_leads_elsewhere():
    leaves, theirs = ours_and_theirs(100)
    path = merkle.inclusion_path(SHA256, node_of(leaves), 41, 100)
    path[2] = bytes([path[2][0] ^ 1]) + path[2][1:]

    root = merkle.root_from_inclusion(SHA256, leaves[41], 41, 100, path)

    assert root != theirs.get_root(100)


@pytest.mark.parametrize("change", [lambda path: path[:-1], lambda path: [*path, path[0]]])
def test_a_proof_of_the_wrong_length_is_refused(change):
    leaves, _ = ours_and_theirs(100)
    inclusion = merkle.inclusion_path(SHA256, node_of(leaves), 41, 100)
    consistency = merkle.consistency_path(SHA256, node_of(leaves), 41, 100)

    with pytest.raises(ValueError, match=r"too (short|long)"):
        merkle.root_from_inclusion(SHA256, leaves[41], 41, 100, change(inclusion))
    with pytest.raises(ValueError, match=r"too (short|long)"):
        merkle.roots_from_consistency(SHA256, 41, 100, b"", change(consistency))


def ours_and_theirs(size):
    theirs = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in entries(size):
        theirs.append_entry(entry)
    return [SHA256.leaf(entry) for entry in entries(size)], theirs
