import java.io.FileInputStream;
import java.io.InputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks files with the rules of veraPDF: VeraCheck ua1,2a FILE... prints "PASS|FAIL flavour file" and each broken rule. */
public class VeraCheck {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean allGood = true;
        for (int i = 1; i < args.length; i++) {
            for (String name : args[0].split(",")) {
                PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
                try (InputStream file = new FileInputStream(args[i]);
                     PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                     PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                    ValidationResult result = validator.validate(parser);
                    allGood &= result.isCompliant();
                    System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + name + " " + args[i]);
                    result.getFailedChecks().forEach((rule, count) ->
                        System.out.println("  " + rule.getClause() + "-" + rule.getTestNumber() + ": " + count + " times"));
                }
            }
        }
        System.exit(allGood ? 0 : 1);
    }
}
