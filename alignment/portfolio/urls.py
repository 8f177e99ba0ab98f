"""Addresses of the portfolio, below /w/<workspace>/, and of the way in."""

from django.urls import path

from alignment.portfolio.views import portfolio

app_name = "portfolio"

urlpatterns = [
    path("w/<slug:workspace>/portfolio/", portfolio.portfolio, name="portfolio"),
    path("w/<slug:workspace>/portfolio.csv", portfolio.portfolio_csv, name="portfolio_csv"),
    path("w/<slug:workspace>/portfolio.xlsx", portfolio.portfolio_xlsx, name="portfolio_xlsx"),
]
