# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The law that items rest on."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.web.database import read_only
from yiwang.rest.auth import public
from yiwang.rest.public.shapes import ArticleOut
from yiwang.rest.schemas import Positive, answers

router = Router(tags=["法律依据 laws"], auth=None)


@router.get("/articles/{article_id}", response=answers(ArticleOut), summary="法条")
@public
def get_article(request: HttpRequest, article_id: Positive) -> Any:
    """Return an article of a law with its neighbours."""
    with read_only():
        return catalogue.article_page(article_id)
