from django.urls import path
from django.views.generic import TemplateView

app_name = "wizard"
urlpatterns = [
    path("method/", TemplateView.as_view(template_name="error.html"), name="method"),
]
