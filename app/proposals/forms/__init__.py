"""Shapes of input about the call, proposals and reviews."""

from app.proposals.forms.reviewers import OTHER, NewReviewerForm, PanelForm
from app.proposals.forms.reviewing import CommentForm, ReviewForm, review_form
from app.proposals.forms.scoring import CategoriesForm, ReviewingForm

__all__ = [
    "OTHER",
    "CategoriesForm",
    "CommentForm",
    "NewReviewerForm",
    "PanelForm",
    "ReviewForm",
    "ReviewingForm",
    "review_form",
]
