"""Addresses of the library and of the catalogue, below /w/<workspace>/."""

from django.urls import path

from alignment.catalogue.views import audit, importing, item, items, links

app_name = "catalogue"

CATALOGUE = "library/catalogue/"
ITEM = f"{CATALOGUE}<int:catalogue_id>/"
BARRIERS = "library/barriers/"
BARRIER = f"{BARRIERS}<int:barrier_id>/"

urlpatterns = [
    path("library/", items.library, name="library"),
    path(CATALOGUE, items.item_list, name="item_list"),
    path(f"{CATALOGUE}decide/", items.items_decide, name="items_decide"),
    path(f"{CATALOGUE}suggestions/", links.suggestion_list, name="suggestion_list"),
    path(f"{CATALOGUE}catalogue.csv", importing.catalogue_csv, name="catalogue_csv"),
    path(f"{CATALOGUE}catalogue.xlsx", importing.catalogue_xlsx, name="catalogue_xlsx"),
    path(f"{CATALOGUE}import/", importing.catalogue_import, name="catalogue_import"),
    path(f"{CATALOGUE}import/preview/", importing.catalogue_import_preview, name="catalogue_import_preview"),
    path(f"{CATALOGUE}import/confirm/", importing.catalogue_import_confirm, name="catalogue_import_confirm"),
    path(f"{CATALOGUE}import/skipped/", importing.catalogue_import_skipped, name="catalogue_import_skipped"),
    path(f"{CATALOGUE}import/<int:job_id>/", importing.import_report, name="import_report"),
    path(ITEM, item.item_detail, name="item_detail"),
    path(f"{ITEM}decide/", item.item_decide, name="item_decide"),
    path(f"{ITEM}purpose/", item.item_purpose, name="item_purpose"),
    path(f"{ITEM}archive/", item.item_archive, name="item_archive"),
    path(f"{ITEM}restore/", item.item_restore, name="item_restore"),
    path(f"{ITEM}build/", links.item_build, name="item_build"),
    path(f"{ITEM}claim/", links.item_claim, name="item_claim"),
    path(f"{ITEM}unlink/", links.item_unlink, name="item_unlink"),
    path(f"{ITEM}accept/", links.suggestion_accept, name="suggestion_accept"),
    path(f"{ITEM}dismiss/", links.suggestion_dismiss, name="suggestion_dismiss"),
    path(f"{ITEM}approvals/new/", links.approval_new, name="approval_new"),
    path(f"{ITEM}approvals/remove/", links.approval_remove, name="approval_remove"),
    path("library/audit/", audit.audit, name="audit"),
    path(BARRIERS, audit.barrier_list, name="barrier_list"),
    path(f"{BARRIERS}new/", audit.barrier_new, name="barrier_new"),
    path(f"{BARRIER}edit/", audit.barrier_edit, name="barrier_edit"),
    path(f"{BARRIER}resolve/", audit.barrier_resolve, name="barrier_resolve"),
    path(f"{BARRIER}archive/", audit.barrier_archive, name="barrier_archive"),
    path(f"{BARRIER}restore/", audit.barrier_restore, name="barrier_restore"),
]
