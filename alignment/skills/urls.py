"""Addresses of skills, below /w/<workspace>/."""

from django.urls import path

from alignment.skills.views import importing, skills

app_name = "skills"

urlpatterns = [
    path("library/skills/", skills.skill_list, name="skill_list"),
    path("library/skills/import/", importing.skills_import, name="skills_import"),
    path("library/skills/import/preview/", importing.skills_import_preview, name="skills_import_preview"),
    path("library/skills/import/confirm/", importing.skills_import_confirm, name="skills_import_confirm"),
    path("library/skills/import/<int:job_id>/", importing.import_report, name="import_report"),
    path("library/skills/<int:skill_id>/", skills.skill_detail, name="skill_detail"),
    path(
        "library/skills/frameworks/<int:framework_id>/archive/",
        skills.framework_archive,
        name="framework_archive",
    ),
    path(
        "library/skills/frameworks/<int:framework_id>/restore/",
        skills.framework_restore,
        name="framework_restore",
    ),
]
