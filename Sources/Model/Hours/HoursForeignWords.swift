/// Weekdays and months in other languages, full names in small letters, where no two languages mean different things.
///
/// Not there: `listopad` (November in Polish, October in Croatian), `неделя` (Sunday in Bulgarian, a week in Russian).
enum HoursForeignWords {
  /// Monday to Sunday; a hyphen for one that is left out.
  static let weekdays: [String] = [
    // French, Italian, Spanish, Portuguese, Dutch.
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "lunedi martedi mercoledi giovedi venerdi sabato domenica",
    "lunes martes miércoles jueves viernes sábado domingo", "lunes martes miercoles jueves viernes sabado domingo",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    // Swedish, Danish, Norwegian, Finnish, Hungarian, Turkish.
    "måndag tisdag onsdag torsdag fredag lördag söndag", "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
    "hétfő kedd szerda csütörtök péntek szombat vasárnap",
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    // Polish, Czech, Slovak, Russian, Ukrainian.
    "poniedziałek wtorek środa czwartek piątek sobota niedziela", "pondělí úterý středa čtvrtek pátek sobota neděle",
    "pondelok utorok streda štvrtok piatok sobota nedeľa",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "понеділок вівторок середа четвер п'ятниця субота неділя",
    // Croatian, Slovene, Bulgarian, Romanian, Catalan, Estonian, Indonesian.
    "ponedjeljak utorak srijeda četvrtak petak subota nedjelja", "ponedeljek torek sreda četrtek petek sobota nedelja",
    "понеделник вторник сряда четвъртък петък събота -", "luni marți miercuri joi vineri sâmbătă duminică",
    "dilluns dimarts dimecres dijous divendres dissabte diumenge",
    "esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev", "senin selasa rabu kamis jumat sabtu minggu",
    // Greek, Arabic, Hindi, Thai, Korean; Japanese is read with Chinese.
    "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή",
    "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد", "الإثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد",
    "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    "วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์ วันเสาร์ วันอาทิตย์",
    "จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์", "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
  ]

  /// Those of one language that mean nothing else in another.
  static let shortWeekdays: [String] = [
    "lun - mer jeu ven sam dim", "- - mié jue vie sáb dom", "- - - gio - sab -", "seg ter qua qui sex - -",
    "pn wt śr czw pt sob nd", "pon - - cz - - ndz", "пн вт ср чт пт сб вс", "- - wo - vr za zo",
    "man tir ons tor fre lør søn", "mån tis - tors - lör sön", "pzt - çar per cum cmt paz",
  ]

  /// January to December.
  static let months: [String] = [
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik - grudzień",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
  ]

  static let states: [(String, HoursWord)] = [
    ("fermé cerrado chiuso gesloten fechado encerrado закрыто stängt lukket zamknięte zavřeno", .closed),
    ("ouvert abierto aperto aberto открыто", .open),
  ]
}
