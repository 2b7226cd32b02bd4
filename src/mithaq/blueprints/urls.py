"""Pages of this room."""

from django.urls import path

from mithaq.blueprints.views import adopting, amendments, charter, compliance, drafts, gallery

app_name = "blueprints"

urlpatterns = [
    path("", charter.Text.as_view(), name="charter"),
    path("charter.toml", charter.AsToml.as_view(), name="charter_toml"),
    path("charter.json", charter.AsJson.as_view(), name="charter_json"),
    path("versions/", charter.Versions.as_view(), name="versions"),
    path("versions/<int:number>/", charter.Text.as_view(), name="version"),
    path("versions/<int:number>/charter.toml", charter.AsToml.as_view(), name="version_toml"),
    path("versions/<int:number>/charter.json", charter.AsJson.as_view(), name="version_json"),
    path("compliance/", compliance.Compliance.as_view(), name="compliance"),
    path("compliance.csv", compliance.ComplianceCsv.as_view(), name="compliance_csv"),
    path("gallery/", gallery.Gallery.as_view(), name="gallery"),
    path("gallery/<slug:key>/", gallery.OneBlueprint.as_view(), name="blueprint"),
    path("gallery/<slug:key>.toml", gallery.BlueprintText.as_view(), name="blueprint_toml"),
    path("drafts/", drafts.Drafts.as_view(), name="drafts"),
    path("drafts/begin/", drafts.Begin.as_view(), name="begin"),
    path("drafts/check/", drafts.CheckText.as_view(), name="check"),
    path("drafts/<slug:uid>/", drafts.Editor.as_view(), name="draft"),
    path("drafts/<slug:uid>/draft.toml", drafts.DraftText.as_view(), name="draft_toml"),
    path("drafts/<slug:uid>/discard/", drafts.Discard.as_view(), name="discard"),
    path("drafts/<slug:uid>/preview/", adopting.Preview.as_view(), name="preview"),
    path("drafts/<slug:uid>/adopt/", adopting.Adopt.as_view(), name="adopt"),
    path("drafts/<slug:uid>/propose/", adopting.Propose.as_view(), name="propose"),
    path("amendments/", amendments.Amendments.as_view(), name="amendments"),
    path("amendments/<slug:uid>/", amendments.OneAmendment.as_view(), name="amendment"),
    path("amendments/<slug:uid>/enact/", amendments.Enact.as_view(), name="enact"),
    path("amendments/<slug:uid>/withdraw/", amendments.Withdraw.as_view(), name="withdraw"),
]
