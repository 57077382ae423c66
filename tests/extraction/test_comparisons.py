"""What sentences compare that name no comparator, or one the study has no common word for."""

import pytest

from bot.domain.studies import TO_CHECK
from bot.extraction.arms import Arms, contrasts, read_arms
from bot.extraction.arms.contrast import Contrast
from bot.extraction.arms.phrases import group_phrases
from bot.extraction.checks.validation import review_own
from bot.extraction.design import Design
from bot.extraction.reader import read
from bot.extraction.statements import statements
from bot.extraction.text import Span, sentences
from bot.extraction.vocabulary import load

VOCABULARY = load("neuroimaging")
PATIENTS = "We scanned 12 patients with tin-drum disease and 11 healthy volunteers. "
TRIAL = (
    "Thirty patients with tin-drum disease were randomly assigned to yoga (n = 16) or a waitlist"
    " (n = 14) and scanned at baseline and follow-up. "
)
ONE_SCAN = (
    "Thirty patients with tin-drum disease were randomly assigned to yoga (n = 16) or a waitlist"
    " (n = 14). "
)
VISITS = (
    "We scanned 12 patients with tin-drum disease and 11 healthy controls at baseline and one year"
    " later. "
)
FREE = "We scanned 20 women with fibromyalgia and 19 pain-free women. "
TASK = "Twenty students viewed coloured faces during scanning. "
CARRIERS = "We scanned 12 patients with tin-drum disease, 11 healthy controls and their genotypes. "
SIBLINGS = "We scanned 12 patients with tin-drum disease, 9 unaffected siblings and 11 controls. "
THREE = (
    "We scanned 12 patients with tin-drum disease with tremor, 9 patients without tremor and 11"
    " healthy controls. "
)
GENES = "We scanned 12 patients with tin-drum disease and 11 healthy controls. "
PRETERM = "We scanned 12 preterm adults and 14 full-term peers. "
AGES = "Sixteen young adults and 17 older adults named tools during scanning. "
LEVELS = "We scanned 20 high reward-seekers and 21 low reward-seekers during a lottery. "
MUSICIANS = "Twelve musicians and 13 non-musicians watched films. "
TRIAL_OF_THE_WELL = (
    "Forty healthy older adults were randomly assigned to juggling (training group) or to a"
    " wait-list control group and scanned at baseline and follow-up. "
)
DRUG = "Twenty men took the drug or placebo in random order. "
MILD = "We scanned 12 mild and 14 severe patients with tin-drum disease and 11 healthy controls. "
TWO_ILL = (
    "We scanned 12 patients with gout disease (GD), 9 with tin-drum disease (TD) and 11 healthy"
    " controls. "
)
SHORT = (
    "We scanned patients with tin-drum disease and fear (TDF, n = 12) and patients without fear"
    " (nTDF, n = 14). "
)


def arms(text: str) -> Arms:
    return read_arms("Brain imaging of people", text, VOCABULARY)


def compared(study: str, sentence: str) -> list[str]:
    text = study + sentence
    found = contrasts(arms(text), sentences(text)[-1], correlates=False)
    return [contrast.comparison for contrast in found]


@pytest.mark.parametrize(
    ("study", "sentence", "expected"),
    [
        # Conditions beside a group: of patients a difference, of the others alone a condition.
        (PATIENTS, "The patient group showed stronger activation for loud versus soft sounds.",
         "patients_vs_hc"),
        (PATIENTS, "Patients exhibited lower activation to faces compared with neutral pictures.",
         "patients_vs_hc"),
        (PATIENTS, "Patients had greater activation during memory versus rest.",
         "patients_vs_hc"),
        # States and conditions without a group.
        (PATIENTS, "During sedation FC was lower in the thalamus.", "condition_contrast"),
        (PATIENTS, "In the quiet condition FC was higher in the insula.", "condition_contrast"),
        (PATIENTS, "FC decreased under light anesthesia.", "condition_contrast"),
        (TASK, "Coupling was stronger during naming than during viewing.", "condition_contrast"),
        (TASK, "An interaction of colour and face was found in the insula.", "condition_contrast"),
        (TASK, "Both colours elicited activation compared to baseline.", "condition_contrast"),
        # Bare nouns of those who alone are called so.
        (PATIENTS, "FA was lower in patients than in volunteers.", "patients_vs_hc"),
        (PATIENTS, "Relative to volunteers, patients had lower FA.", "patients_vs_hc"),
        (PATIENTS, "Patients and volunteers did not differ in FA.", "patients_vs_hc"),
        # One arm of a trial: a change, or what sets it apart where nobody was scanned twice.
        (TRIAL, "FA increased in the yoga group.", "post_vs_pre"),
        (TRIAL, "FA declined in the waitlist group.", "post_vs_pre"),
        (TRIAL, "Yoga, but not waitlist, increased FA.", "post_vs_pre"),
        (TRIAL, "The group by time interaction was significant for FA.",
         "intervention_vs_control"),
        (ONE_SCAN, "The yoga group had higher FA.", "intervention_vs_control"),
        # Age, sex, genes and kin.
        (TASK, "Older adults showed lower FC compared with younger adults.", "other"),
        (TASK, "FC differed between men and women.", "other"),
        (TASK, "No sex differences were found in FC.", "other"),
        (CARRIERS, "Non-carriers showed increased FC.", "other"),
        (CARRIERS, "FC was higher in carriers.", "other"),
        (CARRIERS, "Homozygotes had lower FC.", "other"),
        (SIBLINGS, "Unaffected siblings showed lower FA relative to healthy controls.", "other"),
        ("We scanned 9 twins of patients with gout, 12 patients with gout and 11 controls. ",
         "FA was lower in twins of patients with gout than in controls.", "other"),
        (GENES, "The APOE e4 group showed greater ReHo.", "other"),
        (GENES, "Val/Met participants had lower FA.", "other"),
        (PRETERM, "Low-risk preterm adults showed higher FC than their full-term peers.",
         "patients_vs_hc"),
        # Kinds of healthy people: one of them is compared with the other.
        (AGES, "Older adults showed increased activation in the insula.", "other"),
        (AGES, "Activation of the insula was reduced in the older group.", "other"),
        (AGES, "Group differences in activation were found in the insula.", "other"),
        (LEVELS, "High reward-seekers showed stronger activation of the striatum.", "other"),
        (MUSICIANS, "Musicians had stronger activation of the striatum.", "other"),
        (AGES, "Naming tools activated the insula.", "condition_contrast"),
        (AGES, "Both young and older adults activated the insula.", "condition_contrast"),
        ("Sixteen young adults named tools. ", "In young adults the insula was activated.",
         "condition_contrast"),
        # What follows a stimulus is a response and no later time.
        (TASK, "Activation fell in response to noxious stimulation.", "condition_contrast"),
        (TASK, "The insula was activated in response to visual stimulation.",
         "condition_contrast"),
        (TASK, "Following painful thermal stimulation, activation of the insula was higher.",
         "condition_contrast"),
        # People of a group, and the other arm of a trial in healthy people.
        (TRIAL, "Participants in the yoga group had higher FA than the waitlist group.",
         "intervention_vs_control"),
        (TRIAL_OF_THE_WELL, "FA declined in the control group.", "post_vs_pre"),
        (TRIAL_OF_THE_WELL, "FA was higher in the training group than in the control group.",
         "intervention_vs_control"),
        # A short form of those who lack something.
        ("We scanned 10 heavy gin (HG) drinkers and 12 nonbingeing (NB) comparison subjects. ",
         "NB subjects showed higher FA than the HG group.", "patients_vs_hc"),
        ("We scanned a group of younger and older adults. ",
         "FA was lower in the older group.", "other"),
        ("We recruited 12 low and 13 high curiosity adults. ",
         "High curiosity adults showed more activation of the insula.", "other"),
        ("We scanned male and female students. ", "Female students showed higher FA.", "other"),
        (TASK, "Participants with more (vs. less) patience showed higher FC.", "other"),
        (TASK, "FC was higher in individuals with stronger than weaker habits.", "other"),
        (TASK, "Subjects who reported more compared to less boredom had lower FC.", "other"),
        (TASK, "FA increased from childhood to old age.", "other"),
        (TASK, "MD decreased from age 6 to adulthood.", "other"),
        (TASK, "FC changed across the lifespan.", "other"),
        # Who lacks the illness is well where nobody is called a patient.
        ("We scanned persons with and without zoophobia. ",
         "FC was lower in persons without zoophobia.", "patients_vs_hc"),
        ("We scanned adults with dyscalculia and adults without dyscalculia. ",
         "FC was lower in adults with dyscalculia.", "patients_vs_hc"),
        ("We scanned 12 adults with claustrophobia. ",
         "Activation of the insula was higher than in the non-phobic group.", "patients_vs_hc"),
        ("We scanned patients with dyslexia and patients without dyslexia. ",
         "FC was lower in patients with dyslexia.", "patients_vs_patients"),
        # A state before what was done, and what a treatment without a name in the lists did.
        ("Twelve men were scanned before and after ingestion of quince. ",
         "Compared with the prior quince administration, FC was lower.", "post_vs_pre"),
        ("Twelve men were scanned before and 30 min after quince porridge. ",
         "Quince porridge led to increased FC of the insula.", "post_vs_pre"),
        ("Twelve men were scanned before and after 10 days of whistling. ",
         "On Sunday, whistling increased FC of the insula.", "post_vs_pre"),
        # As high in the one as in the other.
        (PATIENTS, "FC was at a similar level as in healthy volunteers.", "patients_vs_hc"),
        (PATIENTS, "Patients activated the same regions to the same degree as the volunteers.",
         "patients_vs_hc"),
        (PATIENTS, "FA of the pons was comparable to that of healthy volunteers.",
         "patients_vs_hc"),
        # As much in both is no contrast of conditions.
        (PATIENTS, "Activation of the insula was similar in patients and healthy volunteers.",
         "patients_vs_hc"),
        (PATIENTS, "Activation during the task was comparable in both groups.", "patients_vs_hc"),
        (PATIENTS, "Responses to sounds were alike in patients and volunteers.", "patients_vs_hc"),
        # A treatment that did something in patients, and groups named at a time.
        ("We scanned 12 patients with gout before and after clay baths. ",
         "Clay baths increased FC of the insula in patients with gout.", "post_vs_pre"),
        ("We scanned 12 patients with gout before and after quince. ",
         "Quince induced increased FC in patients.", "post_vs_pre"),
        ("We scanned 12 patients with gout before and after rocking. ",
         "Rocking reduced FC of the insula in these patients.", "post_vs_pre"),
        (VISITS, "Brain volume was increased in patients with tin-drum disease.",
         "patients_vs_hc"),
        ("We scanned 12 patients with tin disease (TD) and 11 healthy controls (HC). ",
         "FC was lower in TD-FU than in TD-BL.", "post_vs_pre"),
        ("We scanned 12 patients with tin disease (TD) and 11 healthy controls (HC). ",
         "FC of TD-post was higher than that of TD-pre.", "post_vs_pre"),
        ("We scanned 12 patients with tin disease (TD) and 11 healthy controls (HC). ",
         "There was no difference between TD-BL and HC.", "patients_vs_hc"),
        # What varies with a quantity does so within people.
        (TASK, "Activity of the insula tracked the price.", "within_group_correlation"),
        (TASK, "Activity of the insula was modulated by the ratings of beauty.",
         "within_group_correlation"),
        (PATIENTS, "FC of the insula varied according to the dose.", "within_group_correlation"),
        (PATIENTS, "FA fell in proportion to the weight.", "within_group_correlation"),
        (TASK, "Activity of the insula was modulated by colour.", "condition_contrast"),
        # What was given is known by the text, whatever it is called.
        ("Twelve men were scanned before and after pelotherapium. ",
         "FC rose after pelotherapium.", "post_vs_pre"),
        ("Twelve men were scanned. We studied the ingestion of quince. ",
         "Following quince, FC of the insula fell.", "post_vs_pre"),
        ("Twelve men were scanned before and after 10 days of whistling. ",
         "After whistling FC was higher.", "post_vs_pre"),
        ("Thirty men received either zorapine or placebo in a double-blind trial. ",
         "FC was lower in the zorapine group than in the placebo group.",
         "intervention_vs_control"),
        ("Thirty men were randomly divided and received zorapine (a tonic; new) or placebo. ",
         "FC was higher in the zorapine group compared with placebo.", "intervention_vs_control"),
        ("Older women completed six weeks of juggling lessons or a history class. ",
         "Relative to the history class, juggling raised FC.", "intervention_vs_control"),
        ("Adults were randomised to rowing or to knitting for a year. ",
         "GMV increased in the rowing group compared with the knitting group.",
         "intervention_vs_control"),
        ("Fathers were assigned to a cooking course or a control course. ",
         ("Fathers who attended the cooking course showed higher activation than fathers in the"
         " control course."), "intervention_vs_control"),
        ("Children were assigned to harp lessons or to no lessons. ",
         "Children in the harp arm had higher FA than children in the control arm.",
         "intervention_vs_control"),
        ("Fifty pupils took quince syrup or placebo. ",
         "FC was lower in those taking the quince syrup.", "intervention_vs_control"),
        ("Adults with gout had toe surgery or usual care. ",
         "GMV was higher in the surgery group than in the usual-care group.",
         "intervention_vs_control"),
        ("Patients with gout received zorapine or placebo; healthy controls received nothing. ",
         "Placebo-treated patients showed lower FC than healthy controls.", "patients_vs_hc"),
        # Neither an illness nor an examination is a treatment.
        ("Sixty patients had gout or ague. ",
            "FC was lower in the gout group than in the ague group.",
            "patients_vs_patients"),
        # What stands behind "compared to when" is a condition.
        ("Twelve women sang. ", "Compared to when the women sang alone, activation was higher.",
         "condition_contrast"),
        # The low back is no low degree.
        ("We scanned 12 low back pain patients and 13 healthy controls. ",
         "FC was lower in low back pain patients.", "patients_vs_hc"),
        # A drug told against what was given instead.
        (DRUG, "FC was lower with the drug than with placebo.", "intervention_vs_control"),
        (DRUG, "FC of the thalamus was reduced after the drug compared to placebo.",
         "intervention_vs_control"),
        (DRUG, "Relative to placebo, the drug raised FC.", "intervention_vs_control"),
        # Several groups at once.
        (THREE, "FA differed among the three groups.", "other"),
        (THREE, "FA was different between the 3 groups.", "other"),
        (PATIENTS, "FA differed across the four groups.", "other"),
        # Of two groups that were examined one is named again.
        ("", ("MRI of 20 patients with tin-drum disease and 21 healthy controls showed lower FA of"
         " the fornix in patients."), "patients_vs_hc"),
        ("", ("A comparison of 14 patients with tin-drum disease and 15 healthy volunteers revealed"
         " higher CBF in the patients."), "patients_vs_hc"),
        ("", ("PET of 9 survivors of a stroke and 10 healthy men found reduced metabolism of the"
         " pons in survivors."), "patients_vs_hc"),
        # One group changed and the other did not.
        (VISITS, "CBF rose in patients with tin-drum disease and remained stable in controls.",
         "post_vs_pre"),
        (VISITS, "FA declined in the patients, whereas it did not change in the controls.",
         "post_vs_pre"),
        (VISITS, "In patients GMV had fallen, while that of controls was unchanged.",
         "post_vs_pre"),
        # Who is free of pain and has nothing else is well, and no other patient.
        (FREE, "FA was lower in patients than in pain-free women.", "patients_vs_hc"),
        (FREE, "FA was reduced in fibromyalgia.", "patients_vs_hc"),
        ("We scanned 12 patients with migraine and 14 headache-free volunteers. ",
         "FA was lower in the fornix of patients.", "patients_vs_hc"),
        ("We scanned 12 patients with a stroke and pain and 14 pain-free patients with a stroke. ",
         "FA was lower in patients with pain than in pain-free patients.", "patients_vs_patients"),
        # Short forms that negate another, and groups set apart by a verb.
        (SHORT, "FA was lower in TDF than in nTDF.", "patients_vs_patients"),
        (SHORT, "TDF and nTDF did not differ in FA.", "patients_vs_patients"),
        (SHORT, "FA separated TDF from nTDF.", "patients_vs_patients"),
        # A noun that two groups share, or a short form in its place.
        (MILD, "FA was lower in the severe than in the mild patients.", "patients_vs_patients"),
        (MILD, "In severe compared with mild patients, FA was lower.", "patients_vs_patients"),
        ("We scanned 20 women with chronic migraine, 19 with episodic migraine and 18 controls. ",
         "In chronic compared with episodic migraine, FC was higher.", "patients_vs_patients"),
        ("We scanned 12 sadly depressed (SD), 14 angrily depressed (AD) and 11 healthy people. ",
         "SD had higher FC than AD.", "patients_vs_patients"),
        # Those who do what an arm was given.
        ("Adults were randomised to rowing or to knitting for a year. ",
         "Rowers had higher FC than the knitting group.", "intervention_vs_control"),
        ("Adults took part in a six-month dance course or in slow walks. ",
         "Dancers had higher FC than the walks group.", "intervention_vs_control"),
        ("Adults were randomised to rowing or to knitting for a year. ",
         "FC increased in rowers and decreased in knitters (time by group interaction).",
         "post_vs_pre"),
        # Who is well, and kin.
        ("We scanned 12 patients with dementia (DE) and 14 cognitively normal elders (CN). ",
         "FC was lower in DE than in CN.", "patients_vs_hc"),
        ("We scanned 12 daughters, 9 offspring of parents with gout and 9 offspring of the well. ",
         "At-risk offspring had lower FC than low-risk offspring.", "other"),
        ("We scanned 12 homozygotes and 11 carriers among patients with gout and controls. ",
         "Homozygotes had lower FC than carriers in both patients and controls.", "other"),
        ("We scanned 12 athletes with concussion and 12 uninjured controls. ",
         "FC was lower in athletes with concussion than in controls.", "patients_vs_hc"),
        ("Taxi drivers were compared with bus drivers. ",
         "FC was higher in taxi drivers.", "other"),
        # Arms by their short forms, and what was done between two times.
        ("Adults were assigned to slow rowing (SR, n = 9) or bird songs (BS, n = 8). ",
         "The SR group had higher FC than the BS group.", "intervention_vs_control"),
        ("Women with gout were scanned before and after mud baths (n = 9) or waiting (n = 8). ",
         "Relative to waiting, mud baths increased FC.", "intervention_vs_control"),
        ("Twelve sailors were scanned before and after a race. ",
         "GMV was lower post-race.", "post_vs_pre"),
        ("Twelve sailors were scanned before and after one season. ",
         "Over the season, FA declined in sailors.", "post_vs_pre"),
        ("In a placebo-controlled study 18 women with gout received zorapine. ",
         "Treatment-related decreases of FC were seen in patients.", "post_vs_pre"),
        # Those who have something else, and who is only one of several compared with.
        ("We scanned 30 survivors of a stroke. ",
         "FA was lower in patients with poor than with good outcome.", "patients_vs_patients"),
        (PATIENTS, "FC was lower in patients compared to aware, moaning or healthy volunteers.",
         "patients_vs_hc"),
        # Names for kinds of an illness, and for what became of people.
        ("We scanned 9 with migraine with aura (MwA), 8 with migraine without aura (MwoA). ",
         "MwA had lower FC than MwoA.", "patients_vs_patients"),
        ("Patients with gout were followed; 20 recovered (GPR) and 19 persisted (GPP). ",
         "GPP had higher FC than GPR at the first visit.", "patients_vs_patients"),
        ("We scanned 12 children with YZA before and after surgery, and 12 healthy children. ",
         "Before surgery, children with YZA had lower FC than healthy children.",
         "patients_vs_hc"),
        ("We scanned 12 people with 9q11 deletion syndrome and 12 typically developing peers. ",
         "FA was lower in people with 9q11 deletion syndrome.", "patients_vs_hc"),
        # What a single group received, the odds of two arms, and who responded to either.
        ("Twelve patients with gout received zorapine. ",
         "One day after zorapine FC was lower.", "post_vs_pre"),
        ("Twelve students received kind feedback. ",
         "Following kind faces, FC was lower.", "condition_contrast"),
        ("Patients with gout were randomised 1:1 to zorapine or midorapine. ",
         "FC was greater with zorapine than with midorapine.", "intervention_vs_control"),
        ("Patients with gout were given placebo pills or no treatment. ",
         "Placebo responders had higher FC than non-responders.", "patients_vs_patients"),
        (PATIENTS, "Moving the affected hand, compared with the unaffected hand, gave less FC.",
         "condition_contrast"),
        # Both of those compared with are told of, and people by their hand.
        ("", ("We scanned 12 patients with gout with tremor, 9 patients without tremor. FC was"
         " lower in patients with tremor than in both the patients without tremor and the carers."),
         "patients_vs_patients"),
        ("We scanned 12 left-handers and 13 right-handers. ", "Left-handers had more FC.", "other"),
        ("We scanned 12 left-handers and 13 right-handers. ",
         "FC was lower for the dominant than the non-dominant hand.", "condition_contrast"),
        # What was given, in the passive, and weeks in words.
        ("Quince syrup was given to twelve men. ", "FC fell after quince syrup.", "post_vs_pre"),
        ("Twelve patients with gout were moved to the hills. ",
         "Two weeks after the move, FC was lower.", "post_vs_pre"),
        # The name of a drug that shares the noun of the other arm, and what a group is in.
        ("Men took zorapine (n = 9) or matching placebo (n = 9). ",
         "The change of FC did not differ between the zorapine and placebo groups.",
         "intervention_vs_control"),
        ("Women with gout were scanned before and after mud baths (n = 9) or no intervention. ",
         "FC fell after mud baths relative to the no-intervention group.",
         "intervention_vs_control"),
        ("We scanned 12 wet youths with gout, 9 wet youths without gout and 9 non-wet youths. ",
         "Wet youths without gout had higher FC than non-wet youths.", "patients_vs_patients"),
        ("We scanned 20 rats with gout that received zorapine or vehicle. ",
         "Zorapine decreased FC relative to vehicle in gout rats.", "model_vs_control"),
        ("We scanned 13 anxious dogs and 25 healthy dogs. ",
         "Anxious dogs had higher FC than healthy dogs.", "other"),
        # Degrees of a trait are no illness, and fluids no people.
        ("We scanned 20 high-anxious and 20 low-anxious students. ",
         "High-anxious students had larger responses to the CS+ than low-anxious students.",
         "other"),
        ("We scanned regular tea users and never-users. ", "Users had lower FC.", "other"),
        ("We scanned obese and lean women. ", "Obese women had lower FC than lean women.",
         "patients_vs_hc"),
        # An illness named beside people makes none of them ill; who lacks it is no patient.
        ("Solitude foreshadows depression. We scanned 12 lonely and 13 non-lonely adults. ",
         "Lonely adults had lower FC than non-lonely adults.", "other"),
        ("Patients with depression often feel alone. We scanned 12 lonely and 13 merry adults. ",
         "Lonely adults had lower FC than merry adults.", "other"),
        ("We scanned 12 pain-prone and 13 pain-hardy volunteers. ",
         "Pain-prone volunteers had lower FC than pain-hardy volunteers.", "other"),
        ("We scanned 12 XYZ4+ nurses and 13 XYZ4- nurses. ",
         "XYZ4+ nurses had lower FC than XYZ4- nurses.", "other"),
        ("Gout disorder (GD) is known. We scanned 12 GD nurses and 13 healthy nurses. ",
         "GD nurses had lower FC than healthy nurses.", "patients_vs_hc"),
        ("We scanned nurses with and nurses without a family history of gout disease. ",
         "Nurses with a family history of gout had less FC than nurses without a family history.",
         "other"),
        ("We scanned 12 gloomy women and 14 never-depressed women. ",
         "Gloomy women had less FC than never-depressed women.", "patients_vs_hc"),
        ("We scanned 12 nurses with tinnitus and 14 nurses without tinnitus. ",
         "Nurses with tinnitus had less FC than nurses without tinnitus.", "patients_vs_hc"),
        ("Patients with gout disease were scanned. ",
         "FC was higher in responders than in non-responders.", "patients_vs_patients"),
        ("We scanned smokers and nonsmokers. ", "Smokers had less FC than nonsmokers.",
         "patients_vs_hc"),
        # What conditions evoke in two groups, and what interacts over time.
        (PATIENTS, "There was no group by emotion interaction for FC.", "patients_vs_hc"),
        (PATIENTS, "A group by session interaction was seen for FC.", "other"),
        # Groups behind those that they are compared with, and patients among themselves.
        (TWO_ILL, "Relative to controls, GD and TD patients had less FC.", "patients_vs_hc"),
        (TWO_ILL, "GD and TD differed in FC.", "patients_vs_patients"),
        (TWO_ILL, "FC did not differ between the two patient groups.", "patients_vs_patients"),
        # What is so in all groups differs between none of them.
        (PATIENTS, "Lower FC was seen in all groups.", "condition_contrast"),
        # Nobody else is there to be compared with.
        ("We scanned 40 patients with gout disease. ", "Lower FC was seen in the insula.",
         "patients_vs_patients"),
        # What arms of a trial were given: a link such as "with" is in the name of none of them.
        (("Patients with gout disease were randomised to yoga with chanting or yoga without"
          " chanting and scanned once. "),
         "FC was lower in the chanting group than in the other group.", "other"),
        # What people were given may be said behind them.
        (("Patients with gout disease receiving sham juggling (n = 20) and patients receiving"
          " juggling (n = 20) were scanned. "),
         "Patients receiving juggling had less FC than patients receiving sham juggling.",
         "intervention_vs_control"),
        # Controls with an illness, and kin who are ill, are not healthy.
        ("We scanned patients with gout (n = 20) and a chronic pain control group (n = 18). ",
         "FC was higher in gout than in the chronic pain control group.", "patients_vs_patients"),
        ("We scanned depressed siblings (n = 20) and healthy siblings (n = 20). ",
         "Depressed siblings had less FC than healthy siblings.", "patients_vs_hc"),
        # Who lacks one thing may be ill with another, though nobody is called a patient.
        (("We scanned women with migraine with aura (n = 20), women with migraine without aura"
          " (n = 21) and healthy women (n = 22). "),
         "Women with migraine with aura had less FC than women with migraine without aura.",
         "patients_vs_patients"),
        # The same people on their medicine and off it.
        ("We scanned 15 patients with gout disease and 15 healthy controls. ",
         "Patients off medication showed greater FC than patients on medication.",
         "condition_contrast"),
        # People without what others suffer from, take or went through.
        ("We scanned 12 asthma sufferers and 13 non-sufferers. ",
         "Sufferers had less FC than non-sufferers.", "patients_vs_hc"),
        ("We scanned smokers and never-smokers. ", "Smokers had less FC.", "patients_vs_hc"),
        ("We scanned lean and obese men. ", "Obese men had less FC.", "patients_vs_hc"),
        ("We scanned 12 soldiers with trauma and 13 soldiers without trauma. ",
         "Trauma-exposed soldiers had less FC than unexposed soldiers.", "patients_vs_hc"),
        ("Pain patients taking opioids were compared with opioid-naive patients. ",
         "Opioid users had less FC.", "patients_vs_patients"),
        # Two kinds of people that are counted side by side, and who has much of something.
        ("Twenty-two bilinguals and 20 monolinguals sang. ", "Bilinguals had less FC.", "other"),
        ("Ten experts in chess and 12 novices sang. ", "FC was higher in experts.", "other"),
        ("Twelve nurses and 14 dancers sang. ", "Dancers had more FC.", "other"),
        ("Twelve keen whistlers and 14 whistling-naive people sang. ", "FC rose with songs.",
         "condition_contrast"),
        ("Thirty students sang. ", "Students scoring high on envy had more FC.", "other"),
        ("Thirty students sang. ", "Students with high envy had more FC.", "other"),
        ("Thirty students sang. ", "Students had more FC.", "condition_contrast"),
        # An arm of a trial at a later time, and times that others went before.
        (("Women with tin-drum disease were randomised to tai chi or knitting and scanned before"
          " and after it. "), "After tai chi, FC increased.", "post_vs_pre"),
        ("Women were randomised to tai chi or knitting. ",
         "After tai chi, FC was higher than after knitting.", "intervention_vs_control"),
        ("Twelve men juggled and were scanned twice. ", "FC was higher at the second scan.",
         "post_vs_pre"),
        ("Twelve men juggled for a year. ", "FC increased with training.", "post_vs_pre"),
        ("Patients with tin-drum disease were followed. ", "Over this period, FC declined.",
         "post_vs_pre"),
        ("Patients with tin-drum disease took zorapine. ", "FC decreased strongly from baseline.",
         "post_vs_pre"),
        ("Twelve men were scanned awake and asleep. ", "FC fell under propofol.",
         "condition_contrast"),
        ("We scanned 12 amputees with aches, 13 amputees without aches and 14 controls. ",
         "FC was lower in pain-free amputees than in controls.", "patients_vs_hc"),
        # A short form that mostly means the healthy, and here a kind of patients.
        (("Patients with tin-drum disease were divided into a trouble drumming (TD) group and a"
          " slow beat (SB) group; 15 healthy volunteers were scanned. "),
         "SB patients had less FC than TD patients.", "patients_vs_patients"),
        ("Patients with tin-drum disease and typically developing (TD) children were scanned. ",
         "Patients had less FC than TD children.", "patients_vs_hc"),
        # A study of people on and off what is told of.
        ("Ten patients with gout were tested on and off medication; 11 controls were tested once. ",
         "Medication increased FC.", "condition_contrast"),
    ],
)  # fmt: skip
def test_a_sentence_compares_what_its_study_and_words_tell(
    study: str, sentence: str, expected: str
) -> None:
    assert set(compared(study, sentence)) == {expected}


@pytest.mark.parametrize(
    "people",
    [
        "Sixteen happy individuals and fifteen unhappy individuals were scanned. ",
        "We scanned 20 musical adolescents and 21 sporty adolescents. ",
        "Twelve quick-witted adults and 14 slow-spoken adults took part. ",
    ],
)
def test_nobody_is_a_patient_where_no_illness_is_studied(people: str) -> None:
    assert set(arms(people).roles) <= {"participants"}


def test_an_arm_without_the_treatment_of_the_title_is_what_that_is_compared_with() -> None:
    text = (
        "Patients with chronic pain were randomly assigned to cognitive behavioural therapy"
        " (n = 20) or pain education (n = 20). FC fell in the cognitive behavioural therapy group"
        " relative to the education group."
    )
    trial = read_arms("Cognitive behavioural therapy for chronic pain", text, VOCABULARY)
    (contrast,) = contrasts(trial, sentences(text)[-1], correlates=False)
    assert contrast.comparison == "intervention_vs_control"


def test_two_groups_that_were_just_compared_are_compared_in_one_condition() -> None:
    text = PATIENTS + "Patients had less FC than volunteers. In the loud condition, FC was higher."
    study, (*_, before, last) = arms(text), sentences(text)
    earlier = contrasts(study, before, correlates=False)
    (found,) = contrasts(study, last, correlates=False, previous=earlier)
    assert found.comparison == "patients_vs_hc"


def test_kin_compared_with_controls_keep_their_side() -> None:
    text = SIBLINGS + "Unaffected siblings showed lower FA relative to healthy controls."
    (found,) = contrasts(arms(text), sentences(text)[-1], correlates=False)
    assert not found.reversed


@pytest.mark.parametrize(
    "people",
    [
        "Low-risk preterm adults",
        "Preterm adults with lower risk",
        "Preterm adults with low birth weight",
    ],
)
def test_a_low_risk_turns_no_sign_round(people: str) -> None:
    text = f"{PRETERM}{people} showed higher FC than their full-term peers."
    (found,) = contrasts(arms(text), sentences(text)[-1], correlates=False)
    assert not found.reversed


@pytest.mark.parametrize(
    "sentence",
    ["FA was lower in patients.", "FA was lower in survivors.", "Lower FA was seen."],
)
def test_a_study_of_cancer_pain_borrows_no_comparator(sentence: str) -> None:
    text = "We scanned 12 survivors of breast cancer with pain. " + sentence
    (found,) = contrasts(
        read_arms("Cancer pain", text, VOCABULARY), sentences(text)[-1], correlates=False
    )
    assert found.comparison in {"pain_vs_unspecified", "unspecified"}


@pytest.mark.parametrize(
    ("study", "sentence", "expected"),
    [
        ("Twenty patients with poorly controlled pain and 18 with controlled pain were scanned. ",
         "Patients with poorly controlled pain had less FC than patients with controlled pain.",
         "pain_high_vs_low"),
        ("We scanned 12 survivors with mild to moderate pain and 11 without pain. ",
         "FA was lower in survivors with mild to moderate pain than in those without pain.",
         "pain_vs_cancer_no_pain"),
        ("Ten rats with bone cancer were given morphine or saline to ease their pain. ",
         "FA fell after morphine in rats with cancer.", "post_vs_pre"),
    ],
)  # fmt: skip
def test_a_study_of_cancer_pain_compares_by_pain_and_by_time(
    study: str, sentence: str, expected: str
) -> None:
    text = study + sentence
    (found,) = contrasts(
        read_arms("Cancer pain", text, VOCABULARY), sentences(text)[-1], correlates=False
    )
    assert found.comparison == expected


@pytest.mark.parametrize(
    "controls",
    [
        "14 patients with early lung cancer who were comfortable served as controls",
        "14 survivors of lung cancer without complaints were used as a control group",
        "14 patients with lung cancer and no symptoms acted as the comparison",
    ],
)
def test_patients_who_serve_as_controls_are_not_healthy(controls: str) -> None:
    text = f"We scanned 12 patients with lung cancer and pain; {controls}. "
    roles = {mention.roles for mention in arms(text + "FA was lower than in controls.").named}
    assert ("healthy_control",) not in roles


@pytest.mark.parametrize(
    "words", ["tumour necrosis factor was raised", "levels of tumor necrosis factor-alpha rose"]
)
def test_a_cytokine_makes_no_study_of_cancer(words: str) -> None:
    text = f"We scanned 12 patients with painful gout and 14 healthy adults; {words}."
    assert not arms(text).paper.cancer_pain


@pytest.mark.parametrize(
    ("text", "animals"),
    [
        ("Twelve volunteers moved a computer mouse.", False),
        ("Twelve volunteers answered by mouse click.", False),
        ("As rats do, the 14 patients slept.", False),
        ("We scanned 12 rats and 11 sham rats; patients may profit.", True),
        ("Macaques were scanned.", True),
        ("We scanned a mouse model of gout.", True),
        ("Mice were scanned before mice were fed, as adults are.", True),
    ],
)
def test_animals_named_beside_people_are_not_studied(text: str, *, animals: bool) -> None:
    assert Design("Brain imaging", text).animals is animals


@pytest.mark.parametrize(
    "sentence",
    [
        "FA was lower in patients with pain than in either comparison group.",
        "FA was lower in patients with pain than in both other groups.",
        "Compared with the other two groups, patients with pain had lower FA.",
    ],
)
def test_the_other_groups_are_all_but_the_one_spoken_of(sentence: str) -> None:
    study = (
        "We scanned 12 patients with cancer pain, 11 patients with cancer and no pain and 13"
        " healthy controls. "
    )
    assert compared(study, sentence) == ["pain_vs_cancer_no_pain", "pain_vs_hc"]


def test_regions_that_are_key_players_are_no_group_of_people() -> None:
    text = "The insula is one of the key players in pain; chess players and non-players differed."

    assert [phrase.noun for phrase in group_phrases(text)] == ["players", "non-players"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("FA was lower at T1 than at T0.", "post_vs_pre"),
        ("Compared with T0, FA was lower at T2.", "post_vs_pre"),
        ("FA in T1 maps was lower in patients than in healthy controls.", "patients_vs_hc"),
    ],
)
def test_numbered_visits_are_times(sentence: str, expected: str) -> None:
    study = (
        "We scanned 12 patients with tin-drum disease and 11 healthy controls before (T0), one"
        " month (T1) and one year (T2) after drumming. "
    )
    assert compared(study, sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "In TDD-A, compared to TDD-B, FA was lower.",
        "FA was lower in TDD-A than in TDD-B.",
        "In TDD-B, FA was lower than in TDD-A.",
    ],
)
def test_kinds_of_an_illness_share_the_noun_behind_the_last(sentence: str) -> None:
    study = "TDD-A and TDD-B patients and healthy controls were scanned. "

    assert compared(study, sentence) == ["patients_vs_patients"]


@pytest.mark.parametrize(
    ("sentence", "turned"),
    [
        ("Comparing controls with patients, FA was lower in the former than in the latter.", True),
        ("Comparing patients with controls, FA was lower in the former than in the latter.", False),
        ("FA separated patients from controls, being lower in the latter than the former.", True),
        # Their nouns or verbs tell that these are people, named in the sentence before.
        ("The latter had less FC.", True),
        ("The former group showed less FC.", False),
    ],
)
def test_the_former_and_the_latter_are_those_named_before(sentence: str, *, turned: bool) -> None:
    text = PATIENTS + sentence
    (found,) = contrasts(arms(text), sentences(text)[-1], correlates=False)
    assert (found.comparison, found.reversed) == ("patients_vs_hc", turned)


def test_the_former_of_two_conditions_is_no_group() -> None:
    named = arms(PATIENTS + "Music and speech evoked it, the former more than the latter.").named
    assert not any(mention.points for mention in named)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("both groups had reduced FC", "post_vs_pre"),
        ("FC was reduced in the yoga group", "intervention_vs_control"),
    ],
)
def test_what_happened_in_both_groups_compares_them_with_nobody(
    statement: str, expected: str
) -> None:
    text = f"{TRIAL}FA rose more after yoga than in the waitlist group; {statement}."
    sentence = sentences(text)[-1]
    part = statements(sentence)[-1]
    found = contrasts(arms(text), part, sentence=sentence, correlates=False)
    assert [contrast.comparison for contrast in found] == [expected]


def test_a_difference_between_arms_is_no_change_in_one_of_them() -> None:
    text = f"{TRIAL}FA showed no difference between yoga and waitlist."
    found = contrasts(arms(text), sentences(text)[-1], correlates=False)
    assert [contrast.comparison for contrast in found] == ["intervention_vs_control"]


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("Patients had lower FA than controls. They had higher FC.", False),
        ("Patients had as much FA as controls, but they had higher FC.", False),
        ("Controls had higher FA than patients; they had higher FC.", True),
    ],
)
def test_they_are_not_those_that_others_are_compared_with(text: str, *, turned: bool) -> None:
    whole = PATIENTS + text
    sentence = sentences(whole)[-1]
    (found,) = contrasts(arms(whole), statements(sentence)[-1], sentence=sentence, correlates=False)
    assert (found.comparison, found.reversed) == ("patients_vs_hc", turned)


def test_a_change_in_one_group_alone_is_one_over_time_and_else_no_tested_difference() -> None:
    timed = "Patients and healthy controls were scanned before and after yoga. RESULTS: "
    once = "Patients and healthy controls were scanned. RESULTS: "
    lower = "FA in the insula was reduced in patients, whereas no change was found in controls."
    fell = "FA in the insula fell after yoga in patients, but not in controls."
    found = [
        [(it.direction.value, it.comparison) for it in read("", text, VOCABULARY).findings]
        for text in (once + lower, timed + fell)
    ]
    assert found == [[("altered", "patients_vs_hc")], [("decrease", "post_vs_pre")]]


EXERCISE = (
    "We scanned 22 patients with tin-drum disease and 20 healthy controls before and after"
    " exercise. RESULTS: "
)
SURGERY = "We scanned 22 patients with tin-drum disease before and after surgery. RESULTS: "
TMS = "Twenty patients with tin-drum disease received real or sham rTMS in a crossover. RESULTS: "


@pytest.mark.parametrize(
    ("study", "sentence", "counted"),
    [
        (SURGERY, "The amygdala was hyperactive before and normal after surgery.",
         [("decrease", "post_vs_pre")]),
        (SURGERY, "The insula was hypoactive before surgery and normal after it.",
         [("increase", "post_vs_pre")]),
        (SURGERY, "Thalamic activity was increased after surgery and normal before.",
         [("increase", "post_vs_pre")]),
        (EXERCISE, "Insula activity was initially normal, then rose during the season.",
         [("increase", "post_vs_pre")]),
        (TMS, "Real but not sham stimulation increased insula activity.",
         [("increase", "post_vs_pre")]),
        (TMS, "Sham but not real stimulation increased insula activity.", []),
        (EXERCISE, "Insula activity, initially comparable to that of controls, fell with training.",
         [("none", "patients_vs_hc")]),
        (PATIENTS, "ALFF was increased in the insula, then decreased in the thalamus.",
         [("increase", "patients_vs_hc"), ("decrease", "patients_vs_hc")]),
        (THREE, ("Patients had more FA in the fornix than controls, who had less FC in the thalamus"
         " than patients."), [("increase", "patients_vs_hc"), ("increase", "patients_vs_hc")]),
        (PATIENTS, "FA in the fornix was lower in patients, who had higher FC in the thalamus.",
         [("decrease", "patients_vs_hc"), ("increase", "patients_vs_hc")]),
        (TMS, "Sham, but not real, stimulation reduced thalamic activation.", []),
        (TMS, "Insula activity rose after sham but not after real stimulation.", []),
        (EXERCISE, "Insula activity dropped in patients and gained in controls.",
         [("altered", "patients_vs_hc")]),
        (EXERCISE, "Insula activity decreased in patients and increased in controls.", []),
        (PATIENTS, "The insula was activated in patients and, to a lesser extent, in volunteers.",
         [("increase", "condition_contrast")]),
        (PATIENTS, "The patients activated the insula to a lesser extent than volunteers.",
         [("decrease", "patients_vs_hc")]),
        (EXERCISE, "Insula activity rose in patients and similarly in controls.",
         [("increase", "patients_vs_hc")]),
        (EXERCISE, "Insula activity decreased in patients and in controls.",
         [("decrease", "condition_contrast")]),
    ],
)  # fmt: skip
def test_what_one_group_or_time_showed_has_no_sign_of_another(
    study: str, sentence: str, counted: list[tuple[str, str]]
) -> None:
    found = review_own(
        read("", study + sentence, VOCABULARY).findings, "", study + sentence, VOCABULARY, "x"
    )[0]
    assert [(it.direction.value, it.comparison) for it in found if it.status != TO_CHECK] == counted


def test_a_relative_clause_tells_of_those_before_it() -> None:
    text = THREE + (
        "Patients with tremor had more FA than controls, who in turn had lower FC than patients"
        " without tremor."
    )
    sentence = sentences(text)[-1]
    at = sentence.text.index("who")
    clause = Span(sentence.text[at:], sentence.start + at)
    (found,) = contrasts(arms(text), clause, sentence=sentence, correlates=False)
    assert (found.index, found.comparator, found.reversed) == (
        "other_patients",
        "healthy_control",
        True,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (("Binding in the putamen was lower in obese (n = 14) than in lean individuals (n = 15)."
         " After gastric bypass, it increased in the putamen."), ["patients_vs_hc", "post_vs_pre"]),
        (("MRI of 30 veterans with PTSD and 31 veterans without PTSD showed smaller volumes of the"
         " fornix in PTSD."), ["patients_vs_hc"]),
    ],
)  # fmt: skip
def test_a_group_named_by_size_or_short_form_is_compared(text: str, expected: list[str]) -> None:
    arms = read_arms("Binding in obesity", text, VOCABULARY)
    previous: list[Contrast] = []
    compared = []
    for sentence in sentences(text):
        previous = contrasts(arms, sentence, previous=previous, correlates=False)
        compared.append(previous[0].comparison)
    assert compared == expected
