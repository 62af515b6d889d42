from django.apps import AppConfig


class HearingsConfig(AppConfig):
    name = "commission.hearings"
    verbose_name = "Hearings"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from archive.consent.called import called_register
        from archive.holds.asking import holds_said_register, lift_check_register, waits_register
        from archive.ledger.rules import append_only_register
        from commission.documents.closing import closed_register
        from commission.hearings.docket.checks import entry_check
        from commission.hearings.docket.selectors import documents_closed
        from commission.hearings.hearing.checks import hearing_check
        from commission.hearings.models import DocketEntry, Hearing
        from commission.hearings.public.ready import public_ready
        from commission.hearings.release.guarding import (
            holds_of_hearings,
            lift_guard,
            waits_for_witness,
        )
        from commission.hearings.release.opening import runner_register_releases
        from commission.hearings.witnesses.appearing import called_at_hearing
        from commission.hearings.witnesses.ciphers import hearing_told
        from commission.hearings.witnesses.names import names_kept_out
        from commission.review.checks import submit_check_register
        from commission.review.policy import ReviewedPolicy
        from commission.review.telling import public_register
        from commission.review.words import words_check_register

        append_only_register("hearings.Cipher", "hearings.OrderCover", "hearings.OrderHold")
        called_register(called_at_hearing)
        words_check_register(names_kept_out)
        closed_register(documents_closed)
        lift_check_register(lift_guard)
        holds_said_register(holds_of_hearings)
        waits_register(waits_for_witness)
        runner_register_releases()
        submit_check_register(Hearing, hearing_check)
        submit_check_register(DocketEntry, entry_check)
        public_register(Hearing, hearing_told)
        for model in (Hearing, DocketEntry):
            register_permission_policy(model, ReviewedPolicy(model))
        public_ready()
