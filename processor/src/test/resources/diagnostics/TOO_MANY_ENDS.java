import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network
/*!TOO_MANY_ENDS*/class Wide {
  @Input(1) Layer i0; @Input(1) Layer i1; @Input(1) Layer i2; @Input(1) Layer i3; @Input(1) Layer i4; @Input(1) Layer i5; @Input(1) Layer i6; @Input(1) Layer i7; @Input(1) Layer i8; @Input(1) Layer i9;
  @Input(1) Layer i10; @Input(1) Layer i11; @Input(1) Layer i12; @Input(1) Layer i13; @Input(1) Layer i14; @Input(1) Layer i15; @Input(1) Layer i16; @Input(1) Layer i17; @Input(1) Layer i18; @Input(1) Layer i19;
  @Input(1) Layer i20; @Input(1) Layer i21; @Input(1) Layer i22; @Input(1) Layer i23; @Input(1) Layer i24; @Input(1) Layer i25; @Input(1) Layer i26; @Input(1) Layer i27; @Input(1) Layer i28; @Input(1) Layer i29;
  @Input(1) Layer i30; @Input(1) Layer i31; @Input(1) Layer i32; @Input(1) Layer i33; @Input(1) Layer i34; @Input(1) Layer i35; @Input(1) Layer i36; @Input(1) Layer i37; @Input(1) Layer i38; @Input(1) Layer i39;
  @Input(1) Layer i40; @Input(1) Layer i41; @Input(1) Layer i42; @Input(1) Layer i43; @Input(1) Layer i44; @Input(1) Layer i45; @Input(1) Layer i46; @Input(1) Layer i47; @Input(1) Layer i48; @Input(1) Layer i49;
  @Input(1) Layer i50; @Input(1) Layer i51; @Input(1) Layer i52; @Input(1) Layer i53; @Input(1) Layer i54; @Input(1) Layer i55; @Input(1) Layer i56; @Input(1) Layer i57; @Input(1) Layer i58; @Input(1) Layer i59;
  @Input(1) Layer i60; @Input(1) Layer i61; @Input(1) Layer i62; @Input(1) Layer i63; @Input(1) Layer i64; @Input(1) Layer i65; @Input(1) Layer i66; @Input(1) Layer i67; @Input(1) Layer i68; @Input(1) Layer i69;
  @Input(1) Layer i70; @Input(1) Layer i71; @Input(1) Layer i72; @Input(1) Layer i73; @Input(1) Layer i74; @Input(1) Layer i75; @Input(1) Layer i76; @Input(1) Layer i77; @Input(1) Layer i78; @Input(1) Layer i79;
  @Input(1) Layer i80; @Input(1) Layer i81; @Input(1) Layer i82; @Input(1) Layer i83; @Input(1) Layer i84; @Input(1) Layer i85; @Input(1) Layer i86; @Input(1) Layer i87; @Input(1) Layer i88; @Input(1) Layer i89;
  @Input(1) Layer i90; @Input(1) Layer i91; @Input(1) Layer i92; @Input(1) Layer i93; @Input(1) Layer i94; @Input(1) Layer i95; @Input(1) Layer i96; @Input(1) Layer i97; @Input(1) Layer i98; @Input(1) Layer i99;
  @Input(1) Layer i100; @Input(1) Layer i101; @Input(1) Layer i102; @Input(1) Layer i103; @Input(1) Layer i104; @Input(1) Layer i105; @Input(1) Layer i106; @Input(1) Layer i107; @Input(1) Layer i108; @Input(1) Layer i109;
  @Input(1) Layer i110; @Input(1) Layer i111; @Input(1) Layer i112; @Input(1) Layer i113; @Input(1) Layer i114; @Input(1) Layer i115; @Input(1) Layer i116; @Input(1) Layer i117; @Input(1) Layer i118; @Input(1) Layer i119;
  @Input(1) Layer i120; @Input(1) Layer i121; @Input(1) Layer i122; @Input(1) Layer i123; @Input(1) Layer i124; @Input(1) Layer i125; @Input(1) Layer i126; @Input(1) Layer i127; @Input(1) Layer i128; @Input(1) Layer i129;
  @Input(1) Layer i130; @Input(1) Layer i131; @Input(1) Layer i132; @Input(1) Layer i133; @Input(1) Layer i134; @Input(1) Layer i135; @Input(1) Layer i136; @Input(1) Layer i137; @Input(1) Layer i138; @Input(1) Layer i139;
  @Input(1) Layer i140; @Input(1) Layer i141; @Input(1) Layer i142; @Input(1) Layer i143; @Input(1) Layer i144; @Input(1) Layer i145; @Input(1) Layer i146; @Input(1) Layer i147; @Input(1) Layer i148; @Input(1) Layer i149;
  @Input(1) Layer i150; @Input(1) Layer i151; @Input(1) Layer i152; @Input(1) Layer i153; @Input(1) Layer i154; @Input(1) Layer i155; @Input(1) Layer i156; @Input(1) Layer i157; @Input(1) Layer i158; @Input(1) Layer i159;
  @Input(1) Layer i160; @Input(1) Layer i161; @Input(1) Layer i162; @Input(1) Layer i163; @Input(1) Layer i164; @Input(1) Layer i165; @Input(1) Layer i166; @Input(1) Layer i167; @Input(1) Layer i168; @Input(1) Layer i169;
  @Input(1) Layer i170; @Input(1) Layer i171; @Input(1) Layer i172; @Input(1) Layer i173; @Input(1) Layer i174; @Input(1) Layer i175; @Input(1) Layer i176; @Input(1) Layer i177; @Input(1) Layer i178; @Input(1) Layer i179;
  @Input(1) Layer i180; @Input(1) Layer i181; @Input(1) Layer i182; @Input(1) Layer i183; @Input(1) Layer i184; @Input(1) Layer i185; @Input(1) Layer i186; @Input(1) Layer i187; @Input(1) Layer i188; @Input(1) Layer i189;
  @Input(1) Layer i190; @Input(1) Layer i191; @Input(1) Layer i192; @Input(1) Layer i193; @Input(1) Layer i194; @Input(1) Layer i195; @Input(1) Layer i196; @Input(1) Layer i197; @Input(1) Layer i198; @Input(1) Layer i199;
  @Input(1) Layer i200; @Input(1) Layer i201; @Input(1) Layer i202; @Input(1) Layer i203; @Input(1) Layer i204; @Input(1) Layer i205; @Input(1) Layer i206; @Input(1) Layer i207; @Input(1) Layer i208; @Input(1) Layer i209;
  @Input(1) Layer i210; @Input(1) Layer i211; @Input(1) Layer i212; @Input(1) Layer i213; @Input(1) Layer i214; @Input(1) Layer i215; @Input(1) Layer i216; @Input(1) Layer i217; @Input(1) Layer i218; @Input(1) Layer i219;
  @Input(1) Layer i220; @Input(1) Layer i221; @Input(1) Layer i222; @Input(1) Layer i223; @Input(1) Layer i224; @Input(1) Layer i225; @Input(1) Layer i226; @Input(1) Layer i227; @Input(1) Layer i228; @Input(1) Layer i229;
  @Input(1) Layer i230; @Input(1) Layer i231; @Input(1) Layer i232; @Input(1) Layer i233; @Input(1) Layer i234; @Input(1) Layer i235; @Input(1) Layer i236; @Input(1) Layer i237; @Input(1) Layer i238; @Input(1) Layer i239;
  @Input(1) Layer i240; @Input(1) Layer i241; @Input(1) Layer i242; @Input(1) Layer i243; @Input(1) Layer i244; @Input(1) Layer i245; @Input(1) Layer i246; @Input(1) Layer i247; @Input(1) Layer i248; @Input(1) Layer i249;
  @Output @Dense(units = 1) Layer out;
}

// expect: [TOO_MANY_ENDS] Class Wide has 250 inputs and 1 outputs, for each of which a method has a parameter, but at most 250 together are possible: join inputs to one and take it apart with @Slice, or outputs with @Concat.
