# docker build -t living-review-bot . && docker run -v "$PWD/my-review:/review" --env-file FILE living-review-bot
FROM python:3.13-slim

RUN apt-get update \
 && apt-get install --yes --no-install-recommends git make openssh-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 1000 reviewer

WORKDIR /opt/living-review
COPY . .
RUN make runtime && rm -rf .venv/.cache

USER reviewer
# The clone belongs to whoever mounted it.
RUN git config --global --add safe.directory /review
VOLUME /review
ENTRYPOINT ["/opt/living-review/.venv/bin/living-review-bot"]
CMD ["schedule", "--push", "--dir", "/review"]
