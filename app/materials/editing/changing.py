"""Adding, replacing and withdrawing: one form on each page."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, abort, request
from flask_wtf import FlaskForm

from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.transaction import transaction
from app.kernel.uploads import LARGEST_FILE
from app.materials import actions, errors, queries
from app.materials.actions import MaterialDraft
from app.materials.editing.place import Place
from app.materials.editing.showing import session_page
from app.materials.enums import MaterialKind
from app.materials.forms import LinkForm, NewFileForm, NewVersionForm
from app.materials.models import Material
from app.materials.uploads import received

# Refusals that belong to one field of a form.
FIELDS: dict[type[Refusal], str] = {
    errors.BadLink: "url",
    errors.SameLink: "url",
    errors.SameFile: "file",
    errors.TooManyBytes: "file",
}


def add_file(place: Place) -> Response:
    form = NewFileForm(kind=request.args.get("kind", MaterialKind.SLIDES.value))

    def change() -> None:
        with received(request.files.get("file")) as file, transaction():
            draft = MaterialDraft(
                kind=MaterialKind(form.kind.data), title=form.title.data or "", file=file
            )
            _add(place, draft)

    return _answer(place, form, change, template="file", done="added")


def add_link(place: Place, kind: MaterialKind = MaterialKind.LINK) -> Response:
    """A link to slides; for organisers also one to the recording."""
    form = LinkForm()

    def change() -> None:
        with transaction():
            _add(
                place,
                MaterialDraft(kind=kind, title=form.title.data or "", url=form.url.data or ""),
            )

    return _answer(place, form, change, template="link", done="added", kind=kind)


def replace(place: Place, ref: str) -> Response:
    """A file by a file, a link by a link; what it is called stays when nothing else is typed."""
    row = material_of(place, ref)
    refusal = place.why_not_change(row)
    if refusal:
        return session_page(place, problem=str(refusal))
    is_file = row.newest.file is not None
    form: FlaskForm = NewVersionForm() if is_file else LinkForm(title=row.title, url=row.newest.url)

    def change() -> None:
        if is_file:
            with received(request.files.get("file")) as file, transaction():
                _replace(place, ref, MaterialDraft(kind=row.kind, file=file))
        else:
            draft = MaterialDraft(
                kind=row.kind, title=form.title.data or "", url=form.url.data or ""
            )
            with transaction():
                _replace(place, ref, draft)

    template = "file" if is_file else "link"
    return _answer(
        place, form, change, template=template, done="replaced", kind=row.kind, replaced=row
    )


def withdraw(place: Place, ref: str) -> Response:
    material_of(place, ref)
    with transaction():
        actions.withdraw_material(place.session.id, ref, now=clock.now(), actor=place.actor)
    return place.back("withdrawn")


def restore(place: Place, ref: str) -> Response:
    row = material_of(place, ref)
    refusal = place.why_not_restore(row) if row.withdrawn_at else None
    if refusal:
        return session_page(place, problem=str(refusal))
    try:
        with transaction():
            actions.restore_material(place.session.id, ref, now=clock.now(), actor=place.actor)
    except Refusal as refusal:
        return session_page(place, problem=str(refusal))
    return place.back("restored")


def material_of(place: Place, ref: str) -> Material:
    """A material of this session; 404 for any other."""
    return queries.material(place.session.id, ref) or abort(404)


def _answer(
    place: Place,
    form: FlaskForm,
    change: Callable[[], None],
    *,
    template: str,
    done: str,
    kind: MaterialKind | None = None,
    replaced: Material | None = None,
) -> Response:
    """The form; sent, the change or the form again with what is wrong."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate() and _is_done(form, change):
            return place.back(done)
    return place.show(
        template,
        status=status,
        form=form,
        kind=kind,
        replaced=replaced,
        largest=LARGEST_FILE,
        address=request.path,
    )


def _is_done(form: FlaskForm, change: Callable[[], None]) -> bool:
    try:
        change()
    except Refusal as refusal:
        name = "file" if isinstance(refusal, errors.BadFile) else FIELDS.get(type(refusal), "")
        if name in form:
            form[name].errors = [str(refusal)]
        else:
            form.form_errors.append(str(refusal))
        return False
    return True


def _add(place: Place, draft: MaterialDraft) -> None:
    actions.add_material(place.session.id, draft, now=clock.now(), actor=place.actor)


def _replace(place: Place, ref: str, draft: MaterialDraft) -> None:
    actions.add_version(place.session.id, ref, draft, now=clock.now(), actor=place.actor)
