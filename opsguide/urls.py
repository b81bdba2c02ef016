from django.contrib import admin
from django.urls import include, path

from wizard.api import router as wizard_api

from .api.v1 import api
from .views import (
    changes,
    disciplines,
    errors,
    exports,
    feeds,
    flow,
    glossary,
    home,
    machines,
    pains,
    practices,
    principles,
    reports,
    roles,
    search,
    tools,
)

guide = [
    path("", home.home, name="home"),
    # /disciplines/, /principles/
    path("disciplines/", disciplines.discipline_list, name="discipline-list"),
    path("disciplines/compare/", disciplines.discipline_compare, name="discipline-compare"),
    path("disciplines/<slug:entry_id>/", disciplines.discipline_detail, name="discipline-detail"),
    path("principles/", principles.principle_list, name="principle-list"),
    path("principles/matrix/", principles.principle_matrix, name="principle-matrix"),
    path("principles/<slug:entry_id>/", principles.principle_detail, name="principle-detail"),
    # /practices/, /pains/
    path("practices/", practices.practice_list, name="practice-list"),
    path("practices/<slug:entry_id>/", practices.practice_detail, name="practice-detail"),
    path("pains/", pains.pain_list, name="pain-list"),
    path("pains/<slug:entry_id>/", pains.pain_detail, name="pain-detail"),
    # /tools/
    path("tools/", tools.tool_list, name="tool-list"),
    path("tools/compare/", tools.tool_compare, name="tool-compare"),
    path("tools/<slug:entry_id>/", tools.tool_detail, name="tool-detail"),
    # /roles/, /flow/
    path("roles/", roles.role_list, name="role-list"),
    path("roles/<slug:entry_id>/", roles.role_detail, name="role-detail"),
    path("flow/", flow.flow_map, name="flow-map"),
    path("flow/<slug:entry_id>/", flow.stage_detail, name="stage-detail"),
    # words and sources
    path("glossary/", glossary.glossary, name="glossary"),
    path("glossary/<slug:entry_id>/", glossary.term_detail, name="term-detail"),
    path("sources/", glossary.source_list, name="source-list"),
    path("sources/<slug:entry_id>/", glossary.source_redirect, name="source-detail"),
    path("search/", search.search_page, name="search"),
    path("changes/", changes.changes, name="changes"),
    path("changes/<int:number>/", changes.edition, name="edition"),
    # something wrong here?
    path("report/", reports.report, name="report"),
    path("report/thanks/", reports.thanks, name="report-thanks"),
    # machines
    path("feeds/changes.atom", feeds.changes_feed, name="changes-feed"),
    path("llms.txt", machines.llms, name="llms"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path("health/live", machines.live, name="live"),
    path("health/ready", machines.ready, name="ready"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    # every list and every entry as Markdown
    path("<slug:plural>.md", exports.list_as_markdown, name="list-markdown"),
    path("<slug:plural>/<slug:entry_id>.md", exports.entry_as_markdown, name="entry-markdown"),
]

api.add_router("", wizard_api)

urlpatterns = [
    path("", include("wizard.urls")),  # before the guide, whose <plural>/<id>.md would take /plan/<token>.md
    path("", include((guide, "opsguide"))),
    path("api/v1/", api.urls),
    path("admin/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
