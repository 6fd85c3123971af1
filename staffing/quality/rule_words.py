"""What officers call each rule, what is said of a finding, and what is to be done; in the order of the catalogue.

The parts in %(…)s are filled from a finding's details. No sentence holds a digit of an identity number.
"""

from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString, lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class RuleWords:
    """Title of a rule, sentence about a finding, remedy."""

    title: LazyString
    sentence: LazyString
    remedy: LazyString


FIX_DATE = _l("Compare with the personal file and correct the wrong day.")
FIX_SERVICE = _l("Correct the service record: end what is over, enter what is missing.")

PERSON_WORDS: Final = {
    "id_number_missing": RuleWords(
        _l("Identity number missing"), _l("No identity number is on record."), _l("Enter the number from the identity card.")),
    "id_number_shape": RuleWords(
        _l("Identity number malformed"), _l("The identity number is not 17 digits with a digit or X at the end, or holds a day that does not exist."),
        _l("Enter the number from the identity card anew.")),
    "id_number_check_digit": RuleWords(
        _l("Identity number mistyped"), _l("The last character of the identity number does not fit the others."),
        _l("Compare digit by digit with the identity card.")),
    "id_number_birth_date": RuleWords(
        _l("Birth date against identity number"), _l("The birth date on record is not the one in the identity number."),
        _l("Take the birth date of the personal file as the bureau has recognised it; correct number or date.")),
    "id_number_sex": RuleWords(
        _l("Sex against identity number"), _l("The sex on record is not the one in the identity number."),
        _l("Correct the sex or the number.")),
    "same_id_number": RuleWords(
        _l("One identity number, several persons"), _l("The same identity number stands at %(others)s."),
        _l("If it is one person, keep one record and withdraw the other; else correct the number.")),
    "same_name_and_birth": RuleWords(
        _l("Same name and birth date"), _l("%(others)s has the same name and birth date."),
        _l("If it is one person, keep one record; if they are two, ignore this finding with the reason.")),
    "partner_not_mutual": RuleWords(
        _l("Partner on one side only"), _l("%(other)s is named as partner, but that record does not name this person."),
        _l("Enter the partner in both records or in none.")),
    "date_in_future": RuleWords(_l("Day in the future"), _l("%(what)s: %(day)s has not come yet."), FIX_DATE),
    "work_before_age": RuleWords(
        _l("Work before working age"), _l("Work is said to have begun on %(work)s, before the age of %(least)s."), FIX_DATE),
    "teaching_before_work": RuleWords(
        _l("Teaching before work"), _l("Teaching began on %(teaching)s, work only on %(work)s."), FIX_DATE),
    "school_before_work": RuleWords(
        _l("At a school before work"), _l("The service record begins on %(school_since)s, work only on %(work)s."), FIX_DATE),
    "school_before_age": RuleWords(
        _l("At a school before working age"), _l("The service record begins on %(school_since)s, before the age of %(least)s."), FIX_DATE),
    "certificate_too_early": RuleWords(
        _l("Certificate at too young an age"), _l("%(certificate)s: issued on %(day)s, before the age of %(least)s."), FIX_DATE),
    "degree_too_early": RuleWords(
        _l("Graduation at too young an age"), _l("%(degree)s: graduated on %(day)s, before the age of %(least)s."), FIX_DATE),
    "degrees_out_of_order": RuleWords(
        _l("Education out of order"), _l("%(degree)s was completed before %(degree_below)s."), FIX_DATE),
    "titles_out_of_order": RuleWords(
        _l("Titles out of order"), _l("%(title)s was granted on %(day)s, before a lower title or before work began."), FIX_DATE),
    "title_engaged_early": RuleWords(
        _l("Engaged before granted"), _l("%(title)s: engaged on %(day)s, before the title was granted."), FIX_DATE),
    "honour_dates": RuleWords(
        _l("Days of an honour"), _l("Backbone honour, %(honour)s, given on %(day)s: it ends before that day, or work began later."), FIX_DATE),
    "no_employment": RuleWords(
        _l("No employment in force"), _l("An appointment runs since %(since)s, but no employment is in force; the person is missing in every list."),
        _l("Enter the employment, or end the appointment.")),
    "employments_overlap": RuleWords(
        _l("Two employments at once"), _l("The employments of %(first)s and %(second)s hold at the same time."),
        _l("End the earlier one on the day the later begins.")),
    "no_appointment": RuleWords(
        _l("No appointment"), _l("The person is employed, but serves at no school; nobody can decide about a rotation."), FIX_SERVICE),
    "gone_but_appointed": RuleWords(
        _l("Gone, but still appointed"), _l("%(status)s since %(since)s, but an appointment still runs."),
        _l("End the appointment on the last day at work.")),
    "shares_above_one": RuleWords(
        _l("More than one full post"), _l("On %(day)s the shares add up to %(total)s of a full post."), FIX_SERVICE),
    "two_personnel_schools": RuleWords(
        _l("Two personnel schools"), _l("Running appointments name several personnel schools: %(schools)s."), FIX_SERVICE),
    "section_missing": RuleWords(
        _l("Teaching section missing"), _l("The appointment since %(since)s says not at which section is taught; neither need nor indicator sees the person."),
        _l("Enter the section taught at.")),
    "subject_missing": RuleWords(
        _l("Subject missing"), _l("The appointment since %(since)s names no subject."), _l("Enter the main subject.")),
    "stage_not_at_school": RuleWords(
        _l("Stage that the school has not"), _l("%(school)s has no section of the stage %(stage)s."),
        _l("Correct the stage of the personnel relation, or enter the section of the school.")),
    "status_without_service": RuleWords(
        _l("Status against service record"), _l("Status “%(status)s”, but the service record knows no exchange that runs."),
        _l("Enter the exchange in the service record, or correct the status.")),
    "closed_school": RuleWords(
        _l("At a closed school"), _l("An appointment runs at %(school)s, which is closed."), FIX_SERVICE),
    "too_young": RuleWords(
        _l("Too young"), _l("The person is %(age)s years old; nobody works before %(least)s."), _l("Correct the birth date.")),
    "past_retirement": RuleWords(
        _l("In post after the retirement day"), _l("The retirement day was %(day)s; by agreement the person may serve until %(latest)s."),
        _l("Enter the retirement; if it is put off by agreement, ignore this finding with number and day of the agreement.")),
    "past_latest_retirement": RuleWords(
        _l("In post after the last possible day"), _l("The person had to leave on %(latest)s at the latest, but is still in post."),
        _l("Enter the retirement, or correct birth date, sex or kind of post.")),
    "certificate_missing": RuleWords(
        _l("Teaching certificate missing"), _l("No teaching certificate is on record; the inspection asks for one from every full-time teacher."),
        _l("Enter the certificate, or have it obtained.")),
    "certificate_stage": RuleWords(
        _l("Certificate against stage"), _l("No certificate covers the stage taught: %(stage)s."),
        _l("Enter the missing certificate, or let the person teach where the certificate is valid.")),
    "certificate_subject": RuleWords(
        _l("Certificate against subject"), _l("No certificate names the subject taught: %(subject)s."),
        _l("Check the subject on record. Teaching another subject is allowed, but should be known.")),
    "degree_missing": RuleWords(
        _l("Education missing"), _l("No education is on record; L1 counts the person out."), _l("Enter the highest education.")),
    "academic_degree_mismatch": RuleWords(
        _l("Academic degree against education"), _l("Education “%(degree)s” stands beside the academic degree “%(academic)s”."),
        _l("Correct education or academic degree by the certificates.")),
    "honour_without_end": RuleWords(
        _l("Honour without end"), _l("Backbone honour, %(honour)s, of %(day)s has no end and is older than %(years)s years; it still counts in L2 and in the quotas."),
        _l("Look up in the document how long it holds and enter the last day.")),
    "honour_expired": RuleWords(
        _l("Honour expired"), _l("The last backbone honour, %(honour)s, expired on %(day)s; the person no longer counts as backbone."),
        _l("If it was renewed, enter the new one; else ignore.")),
    "deferral_too_long": RuleWords(
        _l("Deferral beyond its longest time"), _l("A ground of deferral runs since %(since)s; it may hold for %(months)s months at most."),
        _l("End it, or enter the renewed ground with new evidence.")),
    "deferral_without_evidence": RuleWords(
        _l("Deferral without evidence"), _l("The ground of deferral since %(since)s lacks the evidence that the rules ask for."),
        _l("Obtain the evidence and note it, or end the deferral.")),
    "two_posts": RuleWords(
        _l("Leading two schools"), _l("Leading posts at several schools at once: %(schools)s."),
        _l("End the earlier post. If both are meant, ignore this finding with the number of the appointment.")),
    "leader_elsewhere": RuleWords(
        _l("Leads a school, serves elsewhere"), _l("%(role)s of %(school)s, but the service record knows no service there."),
        _l("End the post or enter the service there.")),
    "rotation_without_service": RuleWords(
        _l("Rotation that the service record does not know"), _l("A rotation to %(school)s runs since %(since)s, but nothing is taught there."),
        _l("Enter the exchange in the service record, or end the rotation.")),
    "service_without_rotation": RuleWords(
        _l("Exchange without rotation record"), _l("The service record holds an exchange at %(school)s since %(since)s that no rotation record tells."),
        _l("Enter the rotation, or correct the kind of appointment.")),
    "rotation_same_school": RuleWords(
        _l("Rotation to the same school"), _l("The rotation of %(since)s comes from and leads to %(school)s."),
        _l("Correct the schools of the rotation.")),
    "rotations_overlap": RuleWords(
        _l("Two rotations at once"), _l("The rotations of %(first)s and %(second)s hold at the same time."),
        _l("End the earlier one.")),
    "rotation_unit_unlinked": RuleWords(
        _l("School written as text"), _l("The rotation of %(since)s writes the name of %(school)s instead of choosing the school."),
        _l("Choose the school from the list, so that the rotation counts there.")),
}
SCHOOL_WORDS: Final = {
    "school_name_doubtful": RuleWords(
        _l("Name of a school"), _l("The name “%(name)s” holds blanks or signs that no seal shows."), _l("Write the name as on the seal.")),
    "school_name_ambiguous": RuleWords(
        _l("Two schools, one name"), _l("A name or former name also belongs to %(schools)s; sheets that use it cannot be read."),
        _l("Remove the name from one of the schools.")),
    "standing_missing": RuleWords(
        _l("Standing missing"), _l("Nothing says whose the school is and where it lies; its teachers get no verdict."),
        _l("Enter the standing of the school.")),
    "place_missing": RuleWords(
        _l("Coordinates missing"), _l("The school has no coordinates; distances to it cannot be told."), _l("Enter the coordinates.")),
    "posts_missing": RuleWords(
        _l("Authorised posts missing"), _l("No authorised posts are on record."), _l("Enter the number from the document of the establishment office.")),
    "posts_exceeded": RuleWords(
        _l("More persons than posts"), _l("%(persons)s persons hold established posts; %(posts)s are authorised."),
        _l("Check the list for persons who have left; else it is over-establishment to be reduced by rotation.")),
    "two_principals": RuleWords(
        _l("Two principals"), _l("Principals at the same time: %(others)s."), _l("End the post of whoever is no longer principal.")),
    "no_principal": RuleWords(
        _l("No principal"), _l("Nobody is on record as principal."), _l("Enter the principal on the person's page, under leading posts.")),
    "staff_total_differs": RuleWords(
        _l("List against the school's own total"), _l("%(part)s: the school reports %(reported)s, its list holds %(listed)s."),
        _l("Find who is missing or listed too much; correct the list or the total.")),
}
SECTION_WORDS: Final = {
    "figures_missing": RuleWords(
        _l("Pupils and classes missing"), _l("No pupils and classes are reported for the school year %(year)s."), _l("Enter pupils and classes by grade.")),
    "classes_contradict_pupils": RuleWords(
        _l("Pupils against classes"), _l("Grade %(grade)s: %(pupils)s pupils in %(classes)s classes cannot be, or the largest class cannot."),
        _l("Correct pupils, classes or the largest class.")),
    "class_size_implausible": RuleWords(
        _l("Class size not plausible"), _l("Grade %(grade)s: %(pupils)s pupils in %(classes)s classes."), _l("Check both figures with the school.")),
    "pupils_changed": RuleWords(
        _l("Pupils changed much"), _l("%(before)s pupils the year before, %(now)s now."),
        _l("Check with the school; if it is so (merger, new estate), ignore with the reason.")),
    "section_without_teachers": RuleWords(
        _l("Section without teachers"), _l("%(pupils)s pupils, but nobody is recorded as teaching here."),
        _l("Import the school's list, or correct where its teachers teach.")),
}
RULE_WORDS: Final = PERSON_WORDS | SCHOOL_WORDS | SECTION_WORDS
