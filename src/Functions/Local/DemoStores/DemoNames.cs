namespace Customers.Functions.Local.DemoStores;

/// <summary>Names and places of one country; <see cref="Slug"/> is what its people's emails begin with.</summary>
internal sealed record DemoRegion(
    string Slug, string Country, string CountryName, string[] FirstNames, string[] LastNames,
    string[] Streets, string City, string PostCode, string PhonePrefix);

/// <summary>Made-up people of many scripts: accents, dotted and dotless i, right to left, no case at all, emoji.</summary>
internal static class DemoNames
{
    public static readonly IReadOnlyList<DemoRegion> Regions =
    [
        new("kunde", "DE", "Germany", ["Anna", "Jürgen", "Zoë", "Björn", "Käthe"], ["Müller", "Größl", "Weiß", "Schäfer", "von der Höh"],
            ["Hauptstraße 5", "Am Brühl 17b", "Straße des 17. Juni 135"], "Köln", "50667", "+49 221 "),
        new("kundin", "AT", "Austria", ["Resi", "Götz", "Änne"], ["Übelbacher", "Käfer", "Öhlinger"],
            ["Mariahilfer Straße 1/3/12", "Wörthgasse 2"], "Wien", "1070", "+43 1 "),
        new("client", "FR", "France", ["Zoé", "François", "Maëlle", "Loïc"], ["Lefèvre", "Châtelain", "d’Aubœuf"],
            ["12 rue de l’Église", "4 impasse des Œillets"], "Nîmes", "30000", "+33 4 66 "),
        new("klient", "PL", "Poland", ["Łucja", "Żaneta", "Świętosław"], ["Wiśniewska", "Źrebak", "Gżegżółka"],
            ["ul. Piotrkowska 77", "ul. Żółta 3"], "Łódź", "90-001", "+48 42 "),
        new("kupac", "HR", "Croatia", ["Žaklina", "Đurđica", "Šime"], ["Đurić", "Čavlović", "Žižić"],
            ["Ilica 12/III", "Trg bana Jelačića 1"], "Zagreb", "10000", "+385 1 "),
        new("musteri", "TR", "Türkiye", ["İpek", "Çağla", "Işıl"], ["Yılmaz", "Öztürk", "İğdır"],
            ["Kıbrıs Şehitleri Cd. 9"], "İzmir", "35220", "+90 232 "),
        new("pelatis", "GR", "Greece", ["Ελένη", "Γιώργος"], ["Παπαδοπούλου", "Οικονόμου"],
            ["Οδός Ερμού 21"], "Αθήνα", "105 63", "+30 21 "),
        new("kehu", "CN", "China", ["伟", "芳", "秀英", "建国"], ["王", "李", "欧阳"],
            ["南京东路 100 号"], "上海", "200001", "+86 21 "),
        new("okyaku", "JP", "Japan", ["花子", "さくら", "ケン"], ["山田", "佐藤", "髙橋"],
            ["神南1丁目2-3"], "東京都渋谷区", "150-0041", "+81 3 "),
        new("gogaek", "KR", "South Korea", ["지우", "서연"], ["김", "이", "남궁"],
            ["세종대로 110"], "서울", "04524", "+82 2 "),
        new("zaboon", "KW", "Kuwait", ["ليلى", "عمر", "نور الهدى"], ["الحسن", "بن سعيد", "العلي"],
            ["شارع الخليج ٧"], "الكويت", "13001", "+965 "),
        new("customer", "US", "United States", ["Sunny 🌞", "Max", "Mary-Jane", "J."], ["O’Neill", "Smith 🎉", "de la Cruz", "Null"],
            ["1 Main St", "200 W 5th Ave Apt 3\"B\""], "Springfield", "62701", "+1 217 "),
    ];

    public static readonly IReadOnlyList<string> Companies =
        ["", "", "", "", "Feinkost Größl & Söhne", "Obrt Žižić", "株式会社さくら", "Café “Zur Post”", "مؤسسة النور", "Smith <Imports> Ltd."];
}
