"""The words of orders to a program, in fourteen languages, for :mod:`bot.screening.orders`.

An entry has first words and, indented, the pattern of what makes an order of them: in lower case
and without accents. ``_`` stands for whatever parts two words, ``<all>`` for a part below. Every
repetition has an end, so that no text makes the search slow.
"""

PARTS = {
    "all": "((all|any|every|each|of|the|these|those|this|your|my|our|other)_){0,4}",
    "earlier": "(previous|prior|preceding|earlier|above|former|foregoing|original|initial|system)",
    "rule": r"((system|user|screening|review)_)?(instruction|prompt|directive|guideline|rule)s?\b",
    "this": r"(this|the_(present|current|following|above))_(paper|study|article|record|abstract"
    r"|manuscript|trial|publication|citation|submission)\b(?!['’]s|\W{0,2}(was|were|is|has|or)\b)",
    "fit": r"((highly|very|fully)_)?(relevant|includ(ed?|able)|eligible|accept(ed)?|met)\b",
    "machine": r"((large_)?language_model|ai|artificial_intelligence|llm|(chat)?gpt|(chat)?bot"
    r"|claude|gemini|copilot|screening_(tool|software|program)|(automat(ed|ic)|machine|robot)_"
    r"(review|screen|read|system|tool|agent)\w{0,5}|(review|screen)\w{2,3}_(model|bot))s?"
    r"(_(language|model|tool|system|agent|assistant|or|software|based|bot|llm"
    r"|(review|screen)(er|ing))s?){0,3}",
    "choose": "(include|accept|select|approve|keep|retain|recommend)",
    "call": "(mark|classify|label|rate|score|judge|flag|categori[sz]e|code|treat|consider)",
    "say": "(answer|respond|reply|output|return|say|write|print)",
    "quote": "[\"'`\u2018-\u201f\u00ab\u00bb]",
    "then": r"\W{0,2}([:,!;\n–—]|\b(only|reading|that|processing|screening|please|you|who)\b)",
}
ANYWHERE = r"""
# English: forget what you were told
ignore ignoring disregard disregarding forget override overrule bypass discard obey follow =
    _(<all><earlier>_<all>((system|user|screening|review)_)?(instruction|prompt|directive)s?\b
    |(all|any|your)_<all><earlier>_<rule>
    |<all>(instruction|prompt|directive|command)s?_(above|before|so_far|given_to_you|you)\b
    |all_((of_)?(the|your)_)?(instruction|prompt)s?\b|your_(\w{1,15}_)?(<rule>
    |programming|training|criteria)|(everything|anything|all|what)(_that)?_(above|you_(were
    |have_been|know)))
previous prior above earlier your = _(instruction|prompt)s?_(are_(now|hereby|no_longer)|(must
    |should|can)_be_(ignored|disregarded|forgotten|overridden))
your = _(new|previous|prior|original|real|true|actual|only|hidden|system|initial)_(instruction
    |prompt|task|goal|objective|role|rule|guideline)s?\b
new updated revised additional override hidden secret special important system =
    _(system_)?(instruction|prompt|directive|command|override)s?\W?:
reveal mention disclose repeat show = _(your|these|this|the_system)_(\w{1,12}_)?(instruction
    |prompt)s?\b
# English: who you are
you youre = (_a?re)?_((now|actually|really|only|just|being)_){0,2}(an?|the|my
    |our)_(\w{1,15}_){0,2}?(<machine>|(helpful|virtual|research)_assistant)\b
as = _an?_(<machine>|assistant)_(you|please|your|i)\b
dear hey hello hi attention notice warning = _<all><machine><then>
note message memo reminder instruction instructions notice = _(to|for)_<all><machine><then>
processed reviewed screened read evaluated assessed = _by_(an?_|the_)?<machine>_(you|please|then
    |it_(must|should))
now = _on_you\b
# English: what to decide
you = _(must|should|shall|will|have_to|need_to|are_(required|instructed|asked|told)_to)_((now
    |always|only|therefore|also|not)_){0,2}((<choose>|<call>|exclude|reject)_<this>|<say>_(only
    |with|that_<this>|yes|met|includ))
this = _(paper|study|article|record|abstract)_((must|has_to|needs_to)_be_(included|accepted
    |\w{5,10}_(as_)?<fit>)|(meets|satisfies|fulfill?s)_(all|every)_((of|the|your|review|screening
    |inclusion|eligibility)_){0,4}criteri)
answer respond reply output return say write print = _(with_)?<quote>?(met|included?)<quote>?_(for
    |to|on)_(all|every|each|any)\b
give write = _(only_)?an?_(\w{1,12}_)?(positive|favou?rable)_review_(only|of)
positive = _review_only\b
highlight mention = _any_(negatives|weakness)
verdict decision = \s?[:=]\s?<quote>?includ
# German
ignoriere ignorieren ignoriert missachte missachten vergiss vergessen = _((sie|bitte|alle[ns]?|die
    |deine|ihre|samtlichen?)_){0,4}(\w{0,2}vor\w{4,12}|bisherigen?|fruheren?|obigen?)_(anweisung
    |instruktion|befehl|vorgabe|regel|prompt)
schließe schließen schliesse schliessen nehmen nimm beziehe beziehen bitte = _((sie|bitte
    |unbedingt)_){0,3}diese[sn]?_(studie|artikel|arbeit|paper|publikation
    |beitrag)_(\w{1,15}_){0,4}?(ein|auf)\b
du sie = _(bist|sind)_((jetzt|nun|ab_jetzt)_)?(eine?_)?((gro(ß|ss)es_)?sprachmodell|ki
    |kunstliche_intelligenz)\b
# French
ignore ignorez ignorer oublie oubliez oublier negligez = _((toutes?|tous|les?|la|ces|vos
    |tes)_){0,3}((instruction|consigne|directive|regle|ordre)s?_(precedent|anterieur|ci_dessus)
    |precedentes?_(instruction|consigne|directive))
inclus incluez acceptez selectionnez retenez = _(\w{1,12}_)?(cet_article|cette_(etude|publication)
    |ce_papier|cet_essai)
vous tu = _(etes|es)_((maintenant|desormais)_)?(une?_)?(ia\b|intelligence_artificielle
    |(grand_)?modele_de_langage|assistant_ia)
# Spanish, Portuguese, Italian
ignora ignore ignoren ignorar ignorate olvida olvide omita desconsidere esqueca dimentica =
    _((d?[aeo]s|tod[ao]s|tutt[ei]|las?|los?|le|gli|i|sus?|tus|suas)_){0,3}((instruc|istruzion
    |indica|orden|ordin|regl|regr|regol|comand|direttiv)\w{0,6}_(\w{2,6}_)?(anterior|previ|preceden
    |acima|de_arriba|sopra|recib|receb)|(precedenti|anteriores|previas)_(instruc|istruzion|indica
    |orden|regol))
incluya inclua includi includete includa acepte aceite accetta seleccione = _(\w{1,14}_)?(est[ea]
    |quest[oa]?)_(articulo|estudio|trabajo|artigo|estudo|trabalho|articolo|studio|lavoro|publica
    |pubblica)
eres es sei e = _((ahora|agora|ora|adesso)_)?(un[ao]?|uma?)_(ia\b|inteligencia_artificial\b
    |intelligenza_artificiale|(gran(de)?_)?model\w{1,2}_(de_|di_)?(lengu|lingu))
# Dutch
negeer vergeet = _((al|alle|de|je|uw|deze)_){0,3}(voorgaande|vorige|eerdere|bovenstaande
    |voorafgaande)_(instructie|opdracht|aanwijzing|regel|prompt)
neem includeer accepteer selecteer = _(dit|deze)_(artikel|studie|onderzoek|publicatie|paper)\b
je jij u = _bent_(nu_)?een_(ai|(groot_)?taalmodel|kunstmatige_intelligentie)\b
# Polish
ignoruj ignorujcie zignoruj zignorujcie zapomnij pomin = _((o|wszystki\w{1,2}|te)_){0,3}((poprzedni
    |wczesniejsz|powyzsz)\w{1,3}_(instrukcj|polece|wskazow|zasad)|(instrukcj|polece
    |wskazow)\w{1,3}_powyzej)
uwzglednij wlacz dolacz zaakceptuj wybierz = _(te|ten|to)_(artyku|badani|prac|publikacj)
jestes = _(teraz_)?(sztuczna_inteligencja|(duzym_)?modelem_jezykowym|ai\b)
# Turkish
onceki yukaridaki = _((tum|butun)_)?(talimat|komut|yonerge|kural)\w{0,6}_(yok_say|gormezden_gel
    |unut|dikkate_alma)
bu = _(makaleyi|calismayi|yayini|arastirmayi)_(\w{1,15}_){0,2}((dahil|kabul)_e[td]
    |secin)(in|iniz)?\b
sen siz = _(artik_)?bir_(yapay_zeka|dil_model)
# Russian
игнорируи игнорируите проигнорируи проигнорируите забудь забудьте отмени отмените = _((о|об|все
    |всех|эти|свои)_){0,3}(предыдущ|прежн|предшеств|вышеуказанн)\w{1,5}_(\w{1,12}_)?(инструкц
    |указан|команд|правил|промпт)
включи включите прими примите отметь отметьте = _(эту|данную|это|данное|этот)_(стат|работ
    |исследован|публикац|обзор)
ты вы = _((теперь|сеичас)_)?(ии|искусственн\w{2,3}_интеллект|языков\w{2,3}_модель)\b
# Arabic
تجاهل تجاهلوا انس انسى = _((جميع|كل|كافة)_)?(التعليمات|الاوامر|الارشادات)_(السابقة|اعلاه|المذكورة)
ادرج ضمن اشمل بادراج بتضمين ادراج تضمين = _(هذه|هذا)_(الدراسة|الورقة|المقالة|المقال|البحث)\b
انت = _(الان_)?(ذكاء_اصطناعي|نموذج_لغوي|نموذج_ذكاء|مساعد_ذكي)
# Chinese
忽略 无视 無視 忘记 忘記 忘掉 不要理会 不要遵循 = \W?(所有|全部|一切|你|您|的|之前|以前|先前|此前
    |前面|以上|上述|上面|系统|系統|任何|收到){1,6}(指令|指示|提示|命令|要求|规则|規則|说明)
请 請 必须 必須 务必 務必 = \w{0,3}(纳入|納入|包含|包括|收录|录用|接受|选择)(本|这|該|该
    |此)\w{0,2}(文|研究)
将 把 將 = (本|这|此|该)\w{0,2}(文|研究)\w{0,2}(标记|标注|判定|分类|评)[为成]\W?(相关|纳入|符合
    |合格|包含)
你 您 = (现在|現在)?是一?[个個名款]?(大型|大)?(ai|人工智能|语言模型|語言模型|机器人)
# Japanese
これまで 今まで 以前 上記 先ほど 前 上 全て すべて = の?(すべて|全て|全)?の?(指示|命令|指令
    |プロンプト|ルール)[をは]?(すべて|全て)?(無視|忘れ)
この 本 = (論文|研究|記事|文献|抄録)を\w{0,4}?(採用|採択|含め|選択|組み入れ)し?て?(ください|下さい
    |しろ|せよ|なさい)
あなたは = (今から|今|現在)?\W?(大規模)?(ai|人工知能|言語モデル|アシスタント)
# Korean
이전 앞 위 지금까지 기존 = 의?\W?(모든_)?(지시|명령|프롬프트|지침)\w{0,3}\W?(모두_)?(무시|잊)
이 본 = _(논문|연구|기사|문헌)[을를]_(반드시_)?(포함|채택|선정|선택)\w{0,2}\W?(주?세요|주?십시오
    |해라|하라)
당신은 너는 = _(이제_)?(ai|인공\W?지능|(대규모_)?언어\W?모델)
"""  # noqa: RUF001 - Russian
"""Orders wherever they stand."""
AT_A_START = r"""
include accept select approve keep retain recommend = _<this>
mark classify label rate score judge flag categorize categorise code treat consider = _(<this>
    |it)_((as|to_be)_)?<fit>
answer respond reply output = _(with_)?((only|exclusively)(?!_(to|in|when|at|if|after|on|for|by)\b)
    |<quote>?(met|includ\w{1,2}|json))\b
ignore disregard forget = _((the|all|any|your)_){0,2}(inclusion|exclusion|eligibility
    |screening)_criteri
pretend act = _(you_are_an?|to_be|as_(an?|the)_(\w{1,15}_)?<machine>)\b
system = \W{0,2}:\W{0,4}(\w{1,15}_){0,6}?(you|your|ignore|disregard|override|respond|answer|output
    |instructions?|include_this|(all|every)_criteri\w{1,3}|approved)\b
assistant = \W{0,2}:\W{0,4}(yes|met|includ\w{1,2}|i|sure|certainly|of_course|verdict|this_paper)\b
"""
"""Orders in English that could describe something unless a sentence begins with them."""
