"""Addresses of jobs, below /w/<workspace>/."""

from django.urls import path

from alignment.jobs.views import jobs

app_name = "jobs"

urlpatterns = [
    path("jobs/", jobs.job_list, name="job_list"),
    path("jobs/<int:job_id>/", jobs.job, name="job"),
    path("jobs/<int:job_id>/progress/", jobs.job_progress, name="job_progress"),
    path("jobs/<int:job_id>/file/", jobs.job_file, name="job_file"),
    path("jobs/<int:job_id>/again/", jobs.job_again, name="job_again"),
]
