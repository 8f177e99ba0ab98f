"""Addresses of the portfolio, below /w/<workspace>/, and of the way in."""

from django.urls import path

from alignment.portfolio.views import portfolio, welcome

app_name = "portfolio"

urlpatterns = [
    path("", welcome.home, name="home"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/sample/", welcome.welcome_sample, name="welcome_sample"),
    path("welcome/start/", welcome.welcome_start, name="welcome_start"),
    path("welcome/running/", welcome.welcome_running, name="welcome_running"),
    path("w/<slug:workspace>/portfolio/", portfolio.portfolio, name="portfolio"),
    path("w/<slug:workspace>/portfolio.csv", portfolio.portfolio_csv, name="portfolio_csv"),
    path("w/<slug:workspace>/portfolio.xlsx", portfolio.portfolio_xlsx, name="portfolio_xlsx"),
]
