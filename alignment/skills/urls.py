"""Addresses of skills, below /w/<workspace>/."""

from django.urls import path

from alignment.skills.views import assessments, choosing, development, gaps, importing, skills

app_name = "skills"

ONE = "plans/<int:plan_id>/assessments/<int:assessment_id>/"

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
    path("items/learning/<int:item_id>/skill/", choosing.skill_choose, name="skill_choose"),
    path("plans/<int:plan_id>/skills/", gaps.plan_skills, name="plan_skills"),
    path("plans/<int:plan_id>/skills.csv", gaps.plan_skills_csv, name="plan_skills_csv"),
    path("plans/<int:plan_id>/skills.xlsx", gaps.plan_skills_xlsx, name="plan_skills_xlsx"),
    path("plans/<int:plan_id>/skills/levels/new/", gaps.level_new, name="level_new"),
    path("plans/<int:plan_id>/assessments/new/", assessments.assessment_new, name="assessment_new"),
    path(f"{ONE}", assessments.assessment, name="assessment"),
    path(f"{ONE}edit/", assessments.assessment_edit, name="assessment_edit"),
    path(f"{ONE}link/", assessments.assessment_link, name="assessment_link"),
    path(f"{ONE}close/", assessments.assessment_close, name="assessment_close"),
    path(f"{ONE}archive/", assessments.assessment_archive, name="assessment_archive"),
    path("groups/<int:group_id>/development/", development.group_development, name="group_development"),
    path("groups/<int:group_id>/development.csv", development.development_csv, name="development_csv"),
    path("groups/<int:group_id>/development.xlsx", development.development_xlsx, name="development_xlsx"),
    path("groups/<int:group_id>/development.pdf", development.development_pdf, name="development_pdf"),
]
