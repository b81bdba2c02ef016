from django.urls import path, re_path

from .views import guide, plans, questions, start

app_name = "wizard"
urlpatterns = [
    # /wizard/; fixed words go before questions, whose ids they therefore cannot be
    path("wizard/", start.start, name="start"),
    path("wizard/<str:token>/", start.resume, name="resume"),
    path("wizard/<str:token>/check/", questions.check, name="check"),
    path("wizard/<str:token>/more/", start.more, name="more"),
    path("wizard/<str:token>/delete/", start.delete, name="delete"),
    path("wizard/<str:token>/<slug:question>/", questions.question_page, name="question"),
    # /plan/
    path("plan/<str:token>/", plans.plan, name="plan"),
    re_path(r"^plan/(?P<token>[^/.]+)\.(?P<suffix>json|md|csv)$", plans.plan_as, name="plan-as"),
    # how we advise
    path("method/", guide.method_page, name="method"),
    path("editors/rules/", guide.rules, name="rules"),
]
