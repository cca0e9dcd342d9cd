# syntax=docker/dockerfile:1

# --- the wheel, and everything it needs, in a virtual environment of its own ------------------------------------------
FROM python:3.12-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY mappings mappings
COPY fhiradapter fhiradapter
RUN pip wheel --no-deps --wheel-dir /wheels .
RUN python -m venv /opt/fhiradapter \
    && wheel="$(ls /wheels/fhiradapter-*.whl)" \
    && /opt/fhiradapter/bin/pip install "${wheel}[service]" \
    && /opt/fhiradapter/bin/pip uninstall --yes pip \
    && /opt/fhiradapter/bin/python -m compileall -q /opt/fhiradapter

# --- what runs: no compiler, no pip, no root --------------------------------------------------------------------------
FROM python:3.12-slim

LABEL org.opencontainers.image.title="fhiradapter" \
      org.opencontainers.image.description="Clinical trial definitions in, cited FHIR resources out" \
      org.opencontainers.image.licenses="Apache-2.0"

RUN pip uninstall --yes pip \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin fhiradapter
COPY --from=build /opt/fhiradapter /opt/fhiradapter

ENV PATH="/opt/fhiradapter/bin:$PATH" PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health', timeout=3).read()"]
ENTRYPOINT ["fhiradapter"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
